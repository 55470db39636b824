import { type Completion, parseCompletion } from './parseCompletion.ts';

/** What may not stand in a JSON string as it is: such a text is read the usual way. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what makes a JSON string wrong.
const needsParsing = /["\\\u0000-\u001f]/;
/** Stands for a text while a template is tried; no server would send it. */
const probe = '\uE000probe\uE000';
/** Events of which a template is tried, for each reply: one whose every event differs is not tried in vain. */
const triesPerReply = 2;
/** Longer events are read the usual way: a template is kept for each request in flight, and is not to fill memory. */
const longestEvent = 4096;

/**
 * Reads events of a stream that differ in their text alone, without parsing each: reading JSON was a third of the client's
 * time on long streams. An event is taken for one of its kind only when all before and behind the text is equal to the
 * last one that was parsed, and the text needs no escape; so it could only have been parsed to the same but for that text,
 * which was tried when the template was made.
 */
export class EventTemplate {
  #before: string | undefined;
  #behind = '';
  #index = 0;
  #tries = 0;

  /** A new reply: servers put its name into each event. What was learnt stays until it no longer fits. */
  reset(): void {
    this.#tries = 0;
  }

  /** As `parseCompletion`. */
  parse(data: string): Completion | undefined {
    const before = this.#before;
    if (before !== undefined && data.startsWith(before) && data.endsWith(this.#behind)) {
      const text = data.slice(before.length, data.length - this.#behind.length);
      const overlaps = before.length + this.#behind.length > data.length;
      if (!overlaps && !needsParsing.test(text)) {
        return { choices: [{ index: this.#index, text, hasMore: false, finishReason: undefined }] };
      }
    }
    const completion = parseCompletion(data);
    if (completion !== undefined && data.length <= longestEvent && this.#tries < triesPerReply) {
      this.#learn(data, completion);
    }
    return completion;
  }

  #learn(data: string, { choices, usage, error }: Completion): void {
    const [choice] = choices;
    if (choices.length !== 1 || choice === undefined || usage !== undefined || error !== undefined) return;
    const { text, index, hasMore, finishReason } = choice;
    if (text === '' || hasMore || finishReason !== undefined || needsParsing.test(text)) return;
    const at = data.indexOf(`"${text}"`);
    if (at < 0) return;
    this.#tries += 1;
    const before = data.slice(0, at + 1);
    const behind = data.slice(at + 1 + text.length);
    const tried = parseCompletion(`${before}${probe}${behind}`);
    const [own] = tried?.choices ?? [];
    if (tried?.choices.length !== 1 || tried.usage !== undefined || tried.error !== undefined) return;
    if (own?.text !== probe || own.index !== index || own.finishReason !== undefined) return;
    this.#before = before;
    this.#behind = behind;
    this.#index = index;
  }
}
