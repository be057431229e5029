import type { VisionRequest } from '../../core/conversation/request';
import type { RequestImage } from '../../core/images/images';
import { chatBody } from '../request/chatBody';
import type { Form, Learned } from '../request/form';
import { formFor, type Wanted } from '../request/parameters';
import type { BatchApi } from './api';

/**
 * A request as one line of a batch file, without the line's end. Its body is that of a live request
 * but for the streaming, and always names the deployment.
 */
export function batchLine(
  customId: string,
  request: VisionRequest<RequestImage>,
  { target, path }: Pick<BatchApi, 'target' | 'path'>,
  learned: Learned,
): string {
  const form = wholeForm({ target }, learned, request);
  const body = chatBody(request, form, target.model ?? target.deployment);
  return JSON.stringify({ custom_id: customId, method: 'POST', url: path, body });
}

/** The form of a request whose reply comes whole. */
export function wholeForm(
  { target }: Pick<BatchApi, 'target'>,
  learned: Learned,
  wanted: Wanted,
): Form {
  const form = formFor(target, learned, wanted);
  const { stream, stream_options: options, ...parameters } = form.parameters;
  return { ...form, parameters };
}

/** The `custom_id` of the request with that number, which is unique in a run. */
export function customIdOf(index: number): string {
  return `request-${index}`;
}

/** The number of the request that a `custom_id` names, or undefined if it is none of ours. */
export function requestIndex(customId: string): number | undefined {
  const digits = /^request-(0|[1-9]\d{0,14})$/.exec(customId)?.[1];
  return digits === undefined ? undefined : Number(digits);
}
