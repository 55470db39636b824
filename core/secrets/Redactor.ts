import type { TargetAccess } from '../contract/runnerProtocol.ts';
import { foreign, formsOf, nothing, symbolOf } from './secretForms.ts';
import { decodedReading, plainReading, type Reading } from './textReading.ts';

/** What stands where a secret was. */
const placeholder = '[key removed]';
/** So many characters of a secret in a row are taken out, wherever they stand; a shorter secret is a word like any other. */
const pieceLength = 8;
/** Escapes within escapes that are looked through: JSON in JSON in an address. */
const mostDecodings = 3;
/** Of what a server says, how much is kept unless told. */
const toldCharacters = 500;
/** No escape takes more characters for one: enough is looked at to fill what is kept, and no megabytes for a line. */
const widestEscape = 12;

/**
 * Takes secrets out of what others say. Servers repeat a key that they refuse, some of them whole, in part or encoded, and
 * what a server says is stored, reported and printed. Eight characters of a key in a row go, in any letter case: so nothing
 * longer is left at an end, wherever a text was cut, by the server or here. The same holds for the key in base64 (also in
 * the middle of more), in hexadecimal digits, and under the escapes of addresses, JSON and HTML. White space and invisible
 * characters between them do not hide it. The time that it takes grows with the length of the text alone.
 */
export class Redactor {
  /** Each piece as a number, see {@link PieceReader}. */
  readonly #pieces = new Set<number>();
  /** A bit of a hash of each: most places of a text are passed over by it. */
  readonly #sieve = new Uint8Array(2 ** 16);

  /** @param secrets printable ASCII, as headers carry it. */
  constructor(secrets: readonly string[]) {
    for (const form of secrets.filter(({ length }) => length >= pieceLength).flatMap(formsOf)) this.#learn(form);
  }

  /** For what is said over this access: the secrets in its headers, without the word for their scheme. */
  static of(access: TargetAccess): Redactor {
    const headers = 'headers' in access ? Object.values(access.headers) : [];
    return new Redactor(headers.map((value) => value.replace(/^[A-Za-z-]+ +/, '')));
  }

  /** The text without the secrets; the text itself where there are none in it. */
  clean(text: string): string {
    if (this.#pieces.size === 0 || text.length < pieceLength) return text;
    const isSecret = new Uint8Array(text.length);
    let isFound = false;
    let reading: Reading | undefined = plainReading(text);
    for (let decodings = 0; reading !== undefined && decodings <= mostDecodings; decodings += 1) {
      isFound = this.#mark(reading, isSecret) || isFound;
      reading = decodedReading(reading);
    }
    return isFound ? replaced(text, isSecret) : text;
  }

  /** The beginning of what was said, without the secrets: they are taken out before it is cut. */
  told(text: string, mostCharacters = toldCharacters): string {
    const cleaned = this.clean(text.slice(0, mostCharacters * widestEscape));
    // Half of a character that the cut goes through is left out.
    return cleaned.slice(0, mostCharacters).replace(/[\uD800-\uDBFF]$/, '');
  }

  /** A value as messages between processes hold them, each text in it cleaned. Columns of numbers are handed on as they are. */
  cleanAll<Value>(value: Value): Value {
    return this.#pieces.size === 0 ? value : (this.#cleaned(value) as Value);
  }

  #cleaned(value: unknown): unknown {
    if (typeof value === 'string') return this.clean(value);
    if (Array.isArray(value)) return value.map((each) => this.#cleaned(each));
    if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, this.#cleaned(each)]));
  }

  #learn(form: string): void {
    const reader = new PieceReader();
    for (let at = 0; at < form.length; at += 1) {
      if (!reader.take(form.charCodeAt(at))) continue;
      this.#pieces.add(reader.piece);
      this.#sieve[reader.sieve] = 1;
    }
  }

  /** Marks where pieces of secrets stand. Returns whether there were any. */
  #mark({ codes, starts }: Reading, isSecret: Uint8Array): boolean {
    const reader = new PieceReader();
    // Where the last eight characters that count stand, one after the other and round again.
    const places = new Uint32Array(pieceLength);
    let markedTo = 0;
    for (let index = 0, taken = 0; index < codes.length; index += 1) {
      const code = codes[index] ?? 0;
      if (symbolOf(code) === nothing) continue;
      places[taken % pieceLength] = index;
      taken += 1;
      if (!reader.take(code) || this.#sieve[reader.sieve] === 0 || !this.#pieces.has(reader.piece)) continue;
      const from = starts[places[taken % pieceLength] ?? 0] ?? 0;
      const to = starts[index + 1] ?? 0;
      isSecret.fill(1, Math.max(from, markedTo), to);
      markedTo = to;
    }
    return markedTo > 0;
  }
}

/** Reads characters, and has the last eight of them as one number: 6 bits for each. */
class PieceReader {
  #before = 0;
  #last = 0;
  #count = 0;

  /** Returns whether there are eight now. What counts for nothing is passed over; what no secret has begins anew. */
  take(code: number): boolean {
    const symbol = symbolOf(code);
    if (symbol === nothing) return false;
    if (symbol === foreign) {
      this.#count = 0;
      return false;
    }
    this.#before = ((this.#before << 6) | (this.#last >>> 18)) & 0xffffff;
    this.#last = ((this.#last << 6) | symbol) & 0xffffff;
    this.#count += 1;
    return this.#count >= pieceLength;
  }

  get piece(): number {
    return this.#before * 2 ** 24 + this.#last;
  }

  get sieve(): number {
    return (this.#last ^ (this.#last >>> 11) ^ (this.#before * 5)) & 0xffff;
  }
}

function replaced(text: string, isSecret: Uint8Array): string {
  const parts: string[] = [];
  let at = 0;
  while (at < text.length) {
    const from = isSecret.indexOf(1, at);
    if (from < 0) break;
    const end = isSecret.indexOf(0, from);
    parts.push(text.slice(at, from), placeholder);
    at = end < 0 ? text.length : end;
  }
  parts.push(text.slice(at));
  return parts.join('');
}
