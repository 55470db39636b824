import { describe, expect, it } from 'vitest';
import { reportContentPolicy, windowContentPolicy } from '../../../main/shell/security/contentSecurityPolicy.ts';

function directives(policy: string): Record<string, string> {
  return Object.fromEntries(
    policy.split('; ').map((part) => [part.slice(0, part.indexOf(' ')), part.slice(part.indexOf(' ') + 1)]),
  );
}

describe('content security policies', () => {
  it('gives the window its own files and nothing else', () => {
    expect(directives(windowContentPolicy('bm9uY2U='))).toEqual({
      'default-src': "'none'",
      'script-src': "'self'",
      'style-src': "'self' 'nonce-bm9uY2U='",
      'style-src-attr': "'unsafe-inline'",
      'img-src': "'self' data: blob:",
      'font-src': "'self'",
      'connect-src': "'self'",
      'base-uri': "'none'",
      'form-action': "'none'",
      'frame-ancestors': "'none'",
      'object-src': "'none'",
    });
  });

  it('gives a printed report no script and no connection', () => {
    const report = directives(reportContentPolicy);
    expect(report['default-src']).toBe("'none'");
    expect(report).not.toHaveProperty('script-src');
    expect(report).not.toHaveProperty('connect-src');
    expect(report['img-src']).toBe('data:');
  });
});
