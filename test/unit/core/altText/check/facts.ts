import type { CheckOptions } from '../../../../../src/core/altText/check';
import type { DocumentFacts, ReferenceFacts } from '../../../../../src/core/altText/facts';
import { styleFrom, type StyleChoice } from '../../../../../src/core/altText/style';

/** A reference to a file beside the document that has a good text, but for what is given. */
export type Sketch = Partial<ReferenceFacts>;

/** A document of `/repo` whose references stand in lines of their own. */
export function documentOf(path: string, sketches: readonly Sketch[]): DocumentFacts {
  return {
    path: `/repo/${path}`,
    languageId: 'markdown',
    references: sketches.map((sketch, index) => {
      const { target = `picture-${index}.png`, alt } = sketch;
      return {
        index,
        target,
        state: alt === undefined ? 'missing' : alt === '' ? 'decorative' : 'present',
        role: 'informative',
        computed: false,
        start: index * 100,
        end: index * 100 + 50,
        line: index + 1,
        column: 1,
        context: '',
        image: { kind: 'file', path: `/repo/${target}` },
        ...sketch,
      };
    }),
  };
}

/** Options with one style for all documents. */
export function optionsOf(
  choice: Partial<StyleChoice> = { style: 'custom' },
  others: Omit<CheckOptions, 'styleFor'> = {},
): CheckOptions {
  return { styleFor: () => ({ style: styleFrom({ rules: {}, ...choice }) }), ...others };
}
