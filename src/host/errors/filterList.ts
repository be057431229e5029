import type { FilterHit } from '../../core/errors';

/** For example `violence (high), self harm (medium)`. */
export function filterList(filters: readonly FilterHit[]): string {
  return filters
    .map(({ category, severity }) => {
      const name = category.replaceAll('_', ' ');
      return severity === undefined ? name : `${name} (${severity})`;
    })
    .join(', ');
}
