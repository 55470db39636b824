/**
 * The address of a server as it may be shown and stored when it is refused: without a user name, a password or a query,
 * which may hold a key. Whatever stands before the last `@` is taken for a name and a password, since an address that cannot
 * be read may have any character in them.
 */
export function shownAddress(text: string): string {
  return text
    .replace(/^((?:[\w-]+=)?(?:[a-z][a-z0-9+.-]*:\/+)?).*@/is, '$1[removed]@')
    .replace(/([?#]).+$/s, '$1[removed]');
}
