import type { FilterHit } from '../../core/errors';
import { fieldsOf, textOf } from '../json';

/**
 * `content_filter_results` of Azure in, for example `{violence: {filtered: true, severity: 'high'}}`,
 * the categories that were filtered out; where none says so, those that are not safe.
 */
export function filterHits(results: unknown): FilterHit[] {
  const categories = Object.entries(fieldsOf(results)).map(([category, value]) => ({
    category,
    result: fieldsOf(value),
  }));
  const filtered = categories.filter(({ result }) => result.filtered === true);
  const suspicious = categories.filter(
    ({ result: { severity, detected } }) =>
      detected === true || (textOf(severity) !== undefined && severity !== 'safe'),
  );
  return (filtered.length > 0 ? filtered : suspicious).map(({ category, result }) => {
    const severity = textOf(result.severity);
    return { category, ...(severity !== undefined && { severity }) };
  });
}

/** The error inside another in which Azure tells of its filter, also where LiteLLM passes it on. */
export function innerErrorOf(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { innererror, inner_error, provider_specific_fields: passedOn } = fields;
  return fieldsOf(innererror ?? inner_error ?? fieldsOf(passedOn).innererror);
}

/** The categories for which OpenRouter's moderation flagged a prompt. */
export function moderationHits(fields: Readonly<Record<string, unknown>>): FilterHit[] {
  const { reasons } = fieldsOf(fields.metadata);
  return (Array.isArray(reasons) ? (reasons as unknown[]) : []).flatMap((reason) => {
    const category = textOf(reason);
    return category === undefined ? [] : [{ category }];
  });
}
