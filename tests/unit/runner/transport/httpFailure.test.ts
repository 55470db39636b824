import { describe, expect, it } from 'vitest';
import { Redactor } from '../../../../core/secrets/Redactor.ts';
import { httpFailure, UnaskedReplyError } from '../../../../main/runner/transport/http/httpFailure.ts';

const redactor = new Redactor([]);
const withCode = (code: string, message = 'said'): Error => Object.assign(new Error(message), { code });

describe('httpFailure', () => {
  it.each([
    ['ECONNREFUSED', 'connection-refused'],
    ['ECONNRESET', 'connection-reset'],
    ['EPIPE', 'connection-reset'],
    ['ENOTFOUND', 'host-not-found'],
    ['CONNECTION_ENDED', 'connection-closed'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls'],
    ['EWHATEVER', 'connection-failed'],
  ])('%s is %s', (code, kind) => {
    expect(httpFailure(withCode(code), redactor)).toEqual({ kind, example: 'said' });
  });

  it('looks into what Node says of several addresses of a name, which has no words of its own', () => {
    const error = new AggregateError([withCode('ECONNREFUSED', 'connect ECONNREFUSED ::1:80')], '');
    expect(httpFailure(error, redactor)).toEqual({
      kind: 'connection-refused',
      example: 'connect ECONNREFUSED ::1:80',
    });
  });

  it('shows no more than 500 characters', () => {
    expect(httpFailure(new Error('x'.repeat(1000)), redactor).example).toHaveLength(500);
  });

  it('tells of a server that speaks first', () => {
    expect(httpFailure(new UnaskedReplyError(7), redactor)).toEqual({
      kind: 'unasked-reply',
      example: 'the server sent 7 bytes before anything was asked',
    });
  });
});
