/**
 * Policy of the window's page. Scripts come only from the program's own files: no inline script, no eval. Style elements
 * count only with the nonce of this load, for the component library writes its variables into them; style attributes are
 * free, for the tooltips of charts are built from markup that has them.
 */
export function windowContentPolicy(nonce: string): string {
  return policy({
    'default-src': "'none'",
    'script-src': "'self'",
    'style-src': `'self' 'nonce-${nonce}'`,
    'style-src-attr': "'unsafe-inline'",
    'img-src': "'self' data: blob:",
    'font-src': "'self'",
    'connect-src': "'self'",
  });
}

/** Policy of a report that is being printed: one self-contained file, no script at all. */
export const reportContentPolicy = policy({
  'default-src': "'none'",
  'style-src': "'unsafe-inline'",
  'img-src': 'data:',
  'font-src': 'data:',
});

function policy(directives: Record<string, string>): string {
  const refusals = ["base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'", "object-src 'none'"];
  return [...Object.entries(directives).map(([name, value]) => `${name} ${value}`), ...refusals].join('; ');
}
