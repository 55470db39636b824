/**
 * What a style element must carry to count on this page: a fresh word with each load, which the page's policy asks for.
 * Empty in a test, where there is no such policy.
 */
export function styleNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
}

/** Where libraries that make style elements by themselves look for it. */
export function announceStyleNonce(): void {
  Object.assign(globalThis, { __webpack_nonce__: styleNonce() });
}
