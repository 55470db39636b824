import type { InputOverride } from '../../../core/contract/modelCard.ts';

/** What is written beside an input; an empty text leaves it to the rules. */
export interface InputDraft {
  shape: string;
  value: string;
  minimum: string;
  maximum: string;
}

export const emptyDraft: InputDraft = { shape: '', value: '', minimum: '', maximum: '' };

/** Overrides from what was written, or what is wrong with it, naming the input, the field and the text. */
export function parseInputDrafts(
  drafts: Readonly<Record<string, InputDraft>>,
): { inputs: Record<string, InputOverride> } | { problem: string } {
  const inputs: Record<string, InputOverride> = {};
  for (const [name, draft] of Object.entries(drafts)) {
    const override: InputOverride = {};
    const shape = draft.shape.trim();
    if (shape !== '') {
      const sizes = shape
        .replace(/^\[|\]$/g, '')
        .split(/[\s,×x]+/)
        .filter((size) => size !== '');
      if (!sizes.every((size) => /^\d{1,9}$/.test(size))) {
        return { problem: `The shape of ${name} is “${shape}”. Write whole numbers, such as 1, 3, 48, 320.` };
      }
      override.shape = sizes.map(Number);
    }
    for (const field of ['value', 'minimum', 'maximum'] as const) {
      const text = draft[field].trim().replace('\u2212', '-');
      if (text === '') continue;
      const number = Number(text);
      if (!Number.isFinite(number)) return { problem: `The ${field} of ${name} is “${text}”, which is no number.` };
      override[field] = number;
    }
    if (Object.keys(override).length > 0) inputs[name] = override;
  }
  return { inputs };
}
