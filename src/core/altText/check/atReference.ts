import type { DocumentFacts, ReferenceFacts } from '../facts';
import { brokenRules, type BrokenRule } from '../rules';
import type { SiteFolders } from './siteFolders';
import type { CheckOptions, DocumentStyle, Finding, FindingRule, Severity } from './finding';

/** What is wrong at one reference, whatever the others say: first of the image, then of its text. */
export function findingsAt(
  reference: ReferenceFacts,
  document: DocumentFacts,
  {
    style,
    changeOf,
    siteFolders,
  }: { style: DocumentStyle; siteFolders: SiteFolders } & Pick<CheckOptions, 'changeOf'>,
): Finding[] {
  const found = (rule: FindingRule, severity: Severity, detail?: string): Finding => ({
    ...baseOf(reference, document),
    rule,
    severity,
    ...(detail !== undefined && { detail }),
  });
  return [
    ...ofImage(reference, siteFolders, found),
    ...ofText(reference, style, found),
    ...ofChange(),
  ];

  function ofChange(): Finding[] {
    const change = isText(reference) ? changeOf?.(reference, document) : undefined;
    return change === undefined
      ? []
      : change === 'changed'
        ? [found('changedImage', 'warning')]
        : [found('changedImage', 'note', change)];
  }
}

/** The part of a finding that says where it is. */
export function baseOf(
  { index, line, column, start, end, target, alt }: ReferenceFacts,
  { path }: DocumentFacts,
): Pick<Finding, 'path' | 'place' | 'target' | 'text'> {
  return {
    path,
    place: { index, line, column, start, end },
    target,
    ...(alt !== undefined && { text: alt }),
  };
}

/** Whether a person or a model has written words for the image, which can be checked. */
export function isText({ computed, role, state }: ReferenceFacts): boolean {
  return !computed && role !== 'decorative' && state === 'present';
}

type Found = (rule: FindingRule, severity: Severity, detail?: string) => Finding;

function ofImage({ image, target }: ReferenceFacts, folders: SiteFolders, found: Found): Finding[] {
  switch (image.kind) {
    case 'missing':
      return folders.mayHold(target)
        ? [found('brokenImage', 'error')]
        : [found('brokenImage', 'note', 'elsewhere')];
    case 'otherCase':
      return [found('otherCase', 'error', image.name)];
    case 'file':
    case 'url':
    case 'embedded':
    case 'unknown':
      return [];
  }
}

function ofText(reference: ReferenceFacts, style: DocumentStyle, found: Found): Finding[] {
  const { role, state, alt = '', computed } = reference;
  if (computed || role === 'decorative') {
    return [];
  }
  switch (state) {
    case 'missing':
      return [found(role === 'link' ? 'namelessLink' : 'missing', 'error')];
    case 'decorative':
      return role === 'link' ? [found('namelessLink', 'error')] : [];
    case 'placeholder':
      // What a template engine puts in is not known here.
      return /\{\{|\{%|<%|\$\{/.test(alt)
        ? []
        : [found(isFileName(reference, style) ? 'fileName' : 'placeholder', 'error', alt)];
    case 'present':
      return broken(reference, style).map(({ rule, detail, isAdvice }) =>
        found(rule, severityOf(rule, isAdvice === true), detail),
      );
  }
}

function severityOf(rule: FindingRule, isAdvice: boolean): Severity {
  return isAdvice ? 'note' : rule === 'fileName' ? 'error' : 'warning';
}

function isFileName(reference: ReferenceFacts, style: DocumentStyle): boolean {
  return broken(reference, style).some(({ rule }) => rule === 'fileName');
}

function broken(
  { alt = '', caption, role, image, target, language: own }: ReferenceFacts,
  { style, language = own }: DocumentStyle,
): BrokenRule[] {
  return brokenRules(alt, style, {
    fileName: nameOf('path' in image ? image.path : (target.split(/[?#]/)[0] ?? '')),
    isLink: role === 'link',
    ...(caption !== undefined && { caption }),
    ...(language !== undefined && { language }),
  });
}

/** A path or URL without its folders. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
