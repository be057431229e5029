import type { BoxForm } from './boxForm';

/** How a family of models tells boxes. */
export interface BoxSkill {
  /** The form that it was trained to give. */
  readonly form: BoxForm;
  /** Its boxes are often beside the thing. */
  readonly isRough: boolean;
}

const plain: BoxForm = { order: 'xyxy', unit: 'thousandth' };

/**
 * By the beginning of a model's name. Gemini: "Image understanding", Object detection (`box_2d`, y first, of
 * 1000). Qwen2.5-VL's report: absolute pixels; Qwen2-VL and Qwen3-VL: of 1000. InternVL and GLM-4.5V: of 1000.
 * Others are not trained to ground text, or their makers say that places are approximate (OpenAI, "Images and
 * vision", Limitations: spatial reasoning; Anthropic, "Vision", Limitations).
 */
const families: readonly (readonly [name: RegExp, skill: BoxSkill])[] = [
  [/^gemini/, { form: { order: 'yxyx', unit: 'thousandth' }, isRough: false }],
  [/^qwen-?2[._]5-?vl|^qwen2p5-?vl/, { form: { order: 'xyxy', unit: 'pixel' }, isRough: false }],
  [/^(?:qwen|internvl|glm-4)/, { form: plain, isRough: false }],
];

/** What a model of that name, as servers write it, makes of boxes; an unknown one is rough. */
export function boxSkillOf(name: string): BoxSkill {
  const bare = name.trim().toLowerCase().replace(/^.*\//, '');
  const known = families.find(([pattern]) => pattern.test(bare));
  return known?.[1] ?? { form: plain, isRough: true };
}
