/** How closely a model looks at an image. */
export const details = ['auto', 'low', 'high'] as const;

export type Detail = (typeof details)[number];
