import { TextInput } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';

interface NumberFieldProps {
  label: string;
  unit?: string;
  value: number | undefined;
  /** Shown while nothing is typed: what the configuration says. */
  placeholder?: string;
  low: number;
  high: number;
  whole: boolean;
  onChange: (value: number | undefined) => void;
  /** Told what is wrong with the text, or undefined when nothing is. */
  onUnreadable: (problem: string | undefined) => void;
  /** Problems of the value itself. */
  problem?: ReactNode;
}

/** A number to type. What cannot be read stays as typed, with what is wrong under it. */
export function NumberField(props: NumberFieldProps) {
  const { label, unit, value, placeholder, low, high, whole, onChange, onUnreadable, problem } = props;
  const [text, setText] = useState(value === undefined ? '' : String(value));
  const [unreadable, setUnreadable] = useState<string | undefined>(undefined);
  useEffect(() => {
    // A value from elsewhere (a preset) replaces the text; the one just typed leaves it as it is.
    setText((before) => {
      const parsed = parseNumber(before, { low, high, whole });
      return 'value' in parsed && parsed.value === value ? before : value === undefined ? '' : String(value);
    });
    setUnreadable(undefined);
  }, [value, low, high, whole]);

  const type = (next: string): void => {
    setText(next);
    const parsed = parseNumber(next, { low, high, whole });
    const wrong = 'problem' in parsed ? parsed.problem : undefined;
    setUnreadable(wrong);
    onUnreadable(wrong);
    if ('value' in parsed) {
      onChange(parsed.value);
    }
  };

  const error = unreadable ?? problem;
  return (
    <TextInput
      label={label}
      inputMode="decimal"
      placeholder={placeholder}
      value={text}
      error={error}
      data-problem={error === undefined ? undefined : ''}
      rightSection={unit}
      rightSectionPointerEvents="none"
      onChange={(event) => type(event.currentTarget.value)}
    />
  );
}

interface NumberLimits {
  low: number;
  high: number;
  whole: boolean;
}

type Parsed<Value> = { value: Value } | { problem: string };

/** Reads a number that a user typed; nothing typed is undefined, which leaves the matter to the configuration. */
export function parseNumber(text: string, { low, high, whole }: NumberLimits): Parsed<number | undefined> {
  const trimmed = text.trim();
  if (trimmed === '') {
    return { value: undefined };
  }
  const value = Number(trimmed.replace(',', '.'));
  const kind = whole ? 'a whole number' : 'a number';
  if (!Number.isFinite(value) || (whole && !Number.isInteger(value))) {
    return { problem: `“${trimmed}” is not ${kind}. Write one from ${low} to ${high}.` };
  }
  return value < low || value > high
    ? { problem: `${trimmed} is outside ${low} to ${high}. Write ${kind} between them.` }
    : { value };
}

/** Reads a list of levels: whole numbers from 1, in ascending order, each once. */
export function parseLevels(texts: readonly string[]): Parsed<number[] | undefined> {
  const levels: number[] = [];
  for (const text of texts) {
    const parsed = parseNumber(text, { low: 1, high: 100_000, whole: true });
    if ('problem' in parsed) {
      return parsed;
    }
    if (parsed.value !== undefined) {
      levels.push(parsed.value);
    }
  }
  return { value: levels.length === 0 ? undefined : [...new Set(levels)].sort((a, b) => a - b) };
}
