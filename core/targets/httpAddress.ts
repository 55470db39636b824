import { shownAddress } from '../secrets/shownAddress.ts';
import type { Refusal } from './TargetKind.ts';

/** Of the URL standard, as Node and every browser have it. */
declare const URL: {
  canParse(text: string): boolean;
  new (
    text: string,
  ): Readonly<Record<'protocol' | 'username' | 'password' | 'search' | 'hash' | 'origin' | 'pathname', string>>;
};

/** What the grammar of a kind that is reached over HTTP has of its own. */
interface HttpGrammar {
  /** A whole target: `kind=http://host:port`. */
  example: string;
  /** The environment variable of its key, which no address may hold. */
  keyVariable: string;
}

/** Reads `http://host:port/path`: its origin and its path without slashes at the end, or what is wrong with it. */
export function readHttpAddress(
  address: string,
  { example, keyVariable }: HttpGrammar,
): { origin: string; path: string } | Refusal {
  const remedy = `Write the server's root, such as ${example}.`;
  if (!URL.canParse(address)) return { message: `has "${shownAddress(address)}" where an address belongs`, remedy };
  const { protocol, username, password, search, hash, origin, pathname } = new URL(address);
  if (protocol !== 'http:' && protocol !== 'https:') {
    return { message: `has the protocol "${protocol}//" where http:// or https:// belongs`, remedy };
  }
  if (username !== '' || password !== '') {
    return {
      message: 'has a user name or password in its address, which would be stored with every result',
      remedy: `Leave it out; a key goes into the environment variable ${keyVariable}.`,
    };
  }
  if (search !== '' || hash !== '') return { message: 'has a query in its address', remedy };
  return { origin, path: pathname.replace(/\/+$/, '') };
}
