import { Button, Table, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { InputOverride, InputPlan } from '../../../core/contract/modelCard.ts';
import { ProblemLine } from '../../widgets/messages.tsx';
import { Pane } from '../../widgets/Pane.tsx';

const fields = [
  ['shape', 'Shape', '1, 3, 48, 320'],
  ['value', 'Value', 'all the same'],
  ['minimum', 'Minimum', ''],
  ['maximum', 'Maximum', ''],
] as const;

/** Fills a model's inputs otherwise than the rules on their names do; what is left empty stays with the rules. */
export function InputsForm({
  inputs,
  onApply,
}: {
  inputs: readonly InputPlan[];
  onApply: (overrides: Record<string, InputOverride>) => void;
}) {
  const [drafts, setDrafts] = useState<Record<string, InputDraft>>({});
  const [problem, setProblem] = useState<string | undefined>(undefined);
  const apply = (): void => {
    const parsed = parseInputDrafts(drafts);
    setProblem('problem' in parsed ? parsed.problem : undefined);
    if ('inputs' in parsed) onApply(parsed.inputs);
  };
  const write = (name: string, field: keyof InputDraft, text: string): void =>
    setDrafts((before) => ({ ...before, [name]: { ...(before[name] ?? emptyDraft), [field]: text } }));
  return (
    <Pane title="Fill inputs otherwise" note="what is left empty stays with the rules">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          apply();
        }}
      >
        <Table aria-label="Inputs, filled otherwise">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">Input</Table.Th>
              {fields.map(([field, title]) => (
                <Table.Th scope="col" key={field}>
                  {title}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {inputs.map(({ name }) => (
              <Table.Tr key={name}>
                <Table.Th scope="row">{name}</Table.Th>
                {fields.map(([field, title, example]) => (
                  <Table.Td key={field}>
                    <TextInput
                      aria-label={`${title} of ${name}`}
                      placeholder={example}
                      maxLength={200}
                      value={drafts[name]?.[field] ?? ''}
                      onChange={(event) => write(name, field, event.currentTarget.value)}
                    />
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
        <Button type="submit" mt="sm">
          Fill so
        </Button>
        {problem === undefined ? null : (
          <ProblemLine severity="error" message={problem} remedy="Correct it, or leave the field empty." />
        )}
      </form>
    </Pane>
  );
}

/** What is written beside an input; an empty text leaves it to the rules. */
interface InputDraft {
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
