import * as vscode from 'vscode';
import type { Asked } from '../../core/conversation/conversation';
import type { PageMessage } from '../../protocol/conversation';
import type { ImageStore } from '../images/imageStore';
import { titleOf } from '../title';
import { marked } from './marking';
import type { Session } from './session';

/**
 * A question as the page posts it; what to ask out, with the images that waited for it and the parts that it
 * points at, and the title of a conversation that it is the first of.
 */
export function followUpOf(
  {
    text,
    detail,
    places,
    foundText,
    marks = [],
    images = [],
  }: Extract<PageMessage, { type: 'followUp' }>,
  session: Session,
  store: ImageStore,
): [asked: Asked, title: string | undefined] {
  const nameOf = (name: string, number: number): string =>
    vscode.l10n.t('{0}, part {1}', name, number);
  const parts = marked(marks, session, store, nameOf);
  const brought = session.pending.take(images);
  const names = brought.flatMap((id) => store.record(id)?.name ?? []);
  const asked = {
    text,
    ...(detail && { detail }),
    ...(places === true && { places }),
    ...(foundText !== undefined && { foundText }),
    ...parts,
    images: [...brought, ...(parts.images ?? [])],
  };
  return [asked, names.length === 0 ? undefined : titleOf(vscode.l10n.t('Ask'), names)];
}
