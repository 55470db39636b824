/**
 * Policy of the window's page. Scripts come only from the program's own files: no inline script, no eval. Styles may
 * stand inline, since the component library writes its variables into style elements and chart tooltips are built from
 * markup with style attributes.
 */
export const windowContentPolicy = policy({
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self' 'unsafe-inline'",
  'img-src': "'self' data: blob:",
  'font-src': "'self'",
  'connect-src': "'self'",
});

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
