import type { OptionValues } from './parseOptions.ts';

/** Reads typed values out of parsed flags and gathers what is wrong with them, so that all of it is told at once. */
export class ValueReader {
  readonly problems: string[] = [];
  readonly #values: OptionValues;

  constructor(values: OptionValues) {
    this.#values = values;
  }

  isSet(name: string): boolean {
    return this.#values.get(name) === true;
  }

  text(name: string): string | undefined {
    const value = this.#values.get(name);
    return typeof value === 'string' ? value : undefined;
  }

  /** All values of a flag that may be given several times. */
  texts(name: string): readonly string[] {
    const value = this.#values.get(name);
    return typeof value === 'string' ? [value] : value === undefined || value === true ? [] : value;
  }

  /** The same, each value possibly a list with commas. */
  list(name: string): string[] {
    return this.texts(name)
      .flatMap((text) => text.split(','))
      .map((text) => text.trim())
      .filter((text) => text !== '');
  }

  /** A number above `above`, at most `most`. */
  number(
    name: string,
    bounds: { above?: number; atLeast?: number; most: number; whole?: boolean },
  ): number | undefined {
    const text = this.text(name);
    return text === undefined ? undefined : this.readNumber(`--${name}`, text, bounds);
  }

  /** Whole numbers from 1, separated by commas. */
  levels(name: string): number[] | undefined {
    const texts = this.list(name);
    if (texts.length === 0) {
      if (this.texts(name).length > 0)
        this.problems.push(`--${name} is empty. Give whole numbers from 1, such as 1,2,4.`);
      return undefined;
    }
    return texts.flatMap(
      (text) => this.readNumber(`--${name}`, text, { atLeast: 1, most: 100_000, whole: true }) ?? [],
    );
  }

  readNumber(
    name: string,
    text: string,
    { above, atLeast, most, whole = false }: { above?: number; atLeast?: number; most: number; whole?: boolean },
  ): number | undefined {
    const value = Number(text);
    const fits =
      text.trim() !== '' &&
      Number.isFinite(value) &&
      (above === undefined || value > above) &&
      (atLeast === undefined || value >= atLeast) &&
      value <= most &&
      (!whole || Number.isInteger(value));
    if (fits) return value;
    const kind = whole ? 'a whole number' : 'a number';
    const low = above === undefined ? `from ${atLeast ?? 0}` : `above ${above}`;
    this.problems.push(`${name} is "${text}". Give ${kind} ${low}, at most ${most}.`);
    return undefined;
  }
}
