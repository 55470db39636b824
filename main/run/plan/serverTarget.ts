import { shownAddress } from '../../../core/secrets/shownAddress.ts';

/** A server named on the command line as `engine=url`, or why it cannot be one. */
export type ServerTarget =
  | { engine: 'openai'; url: string }
  /** `message` to be read after the target's name, as every problem of a plan. */
  | { message: string; remedy: string };

/** Engines that a server can be reached as, and those that will be. */
const engines: Readonly<Record<string, 'now' | 'later'>> = { openai: 'now', inferneo: 'later', triton: 'later' };
const example = 'openai=http://127.0.0.1:8000';

/**
 * Reads `openai=http://host:port`, with or without `/v1` at its end; undefined when the text names no server at all. The
 * address is given back as the server's root, so that one server has one name however it was written.
 */
export function serverTarget(text: string): ServerTarget | undefined {
  const equals = text.indexOf('=');
  const engine = equals < 0 ? text : text.slice(0, equals);
  const support = Object.hasOwn(engines, engine) ? engines[engine] : undefined;
  if (support === undefined && equals < 0) return undefined;
  if (support === undefined) {
    // It is no engine's name, and may be the beginning of an address with an equals sign in its password.
    const [shown = ''] = shownAddress(text).split('=');
    return { message: `names an engine "${shown}" that is not known`, remedy: `Write ${example}.` };
  }
  if (support === 'later') {
    return {
      message: `is an engine that this version does not speak to`,
      remedy: `Reach it over its OpenAI-compatible route where it has one: ${example}.`,
    };
  }
  if (equals < 0) return { message: 'needs the address of the server', remedy: `Write ${example}.` };
  return readAddress(text.slice(equals + 1));
}

function readAddress(address: string): ServerTarget {
  const remedy = `Write the server's root, such as ${example}.`;
  if (!URL.canParse(address)) return { message: `has "${shownAddress(address)}" where an address belongs`, remedy };
  const url = new URL(address);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    return { message: `has the protocol "${url.protocol}//" where http:// or https:// belongs`, remedy };
  }
  if (url.username !== '' || url.password !== '') {
    return {
      message: 'has a user name or password in its address, which would be stored with every result',
      remedy: 'Leave it out; a key goes into the environment variable OPENAI_API_KEY.',
    };
  }
  if (url.search !== '' || url.hash !== '') return { message: 'has a query in its address', remedy };
  const path = url.pathname.replace(/\/+$/, '').replace(/\/v1$/, '');
  return { engine: 'openai', url: `${url.origin}${path}` };
}
