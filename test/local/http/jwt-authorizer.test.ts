import { createHmac, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createJwtAuthorizer } from '../../../local/http/jwt-authorizer.ts';
import { apiWith, issuer, request, startMs, testIssuer } from './doors.ts';

const now = startMs / 1000;
const good = { iss: issuer, client_id: 'client', exp: now + 60, iat: now, scope: 'read write' };
const authorizerOf = (clock: { nowMs: number } = { nowMs: startMs }) => {
  const { issue, jwks } = testIssuer();
  const resource = apiWith({}).ofType('AWS::ApiGatewayV2::Authorizer')[0];
  if (resource === undefined) throw new Error('no authorizer');
  const authorize = createJwtAuthorizer(resource, jwks, () => clock.nowMs);
  const ask = (authorization: string | undefined, scopes: string[] = []) =>
    authorize(
      request('GET', '/', { headers: authorization === undefined ? {} : { authorization } }),
      scopes,
    );
  return { ask, issue };
};

describe('the JWT authorizer', () => {
  it('takes a good token, with or without Bearer', () => {
    const { ask, issue } = authorizerOf();
    expect(ask(`Bearer ${issue(good)}`).ok).toBe(true);
    expect(ask(issue(good)).ok).toBe(true);
    expect(ask(`Bearer ${issue({ ...good, client_id: undefined, aud: ['x', 'client'] })}`).ok).toBe(
      true,
    );
  });

  it.each([
    ['no token', undefined],
    ['nonsense', 'Bearer nonsense'],
    ['another issuer', { ...good, iss: 'https://evil.test' }],
    ['another client', { ...good, client_id: 'other' }],
    ['an aud that does not match, whatever the client_id', { ...good, aud: 'other' }],
    ['an expired token', { ...good, exp: now }],
    ['a token without exp', { ...good, exp: undefined }],
    ['a token that is not valid yet', { ...good, nbf: now + 120 }],
  ])('refuses %s', (_, claims) => {
    const { ask, issue } = authorizerOf();
    const token = typeof claims === 'object' ? `Bearer ${issue(claims)}` : claims;
    expect(ask(token)).toMatchObject({ ok: false, status: 401 });
  });

  it('refuses a foreign key, an unknown kid, a changed body and other algorithms', () => {
    const { ask, issue } = authorizerOf();
    const foreign = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
    const [head, , signature] = issue(good).split('.');
    const changed = Buffer.from(
      JSON.stringify({ ...good, client_id: 'client', admin: 1 }),
    ).toString('base64url');
    const plain = Buffer.from('{"alg":"none","kid":"one"}').toString('base64url');
    const symmetric = Buffer.from('{"alg":"HS256","kid":"one"}').toString('base64url');
    const mac = createHmac('sha256', 'key').update(`${symmetric}.${changed}`).digest('base64url');
    for (const token of [
      issue(good, {}, foreign),
      issue(good, { kid: 'two' }),
      issue(good, { alg: 'RS512' }),
      `${head}.${changed}.${signature}`,
      `${plain}.${changed}.`,
      `${symmetric}.${changed}.${mac}`,
    ])
      expect(ask(`Bearer ${token}`)).toMatchObject({ ok: false, status: 401 });
  });

  it('asks for one of the scopes of the route', () => {
    const { ask, issue } = authorizerOf();
    expect(ask(issue(good), ['write', 'admin'])).toMatchObject({
      ok: true,
      jwt: { scopes: ['write'] },
    });
    expect(ask(issue(good), ['admin'])).toMatchObject({ ok: false, status: 403 });
  });

  it('forgets a remembered token when it expires', () => {
    const clock = { nowMs: startMs };
    const { ask, issue } = authorizerOf(clock);
    const token = issue(good);
    expect(ask(token).ok).toBe(true);
    expect(ask(token).ok).toBe(true);
    clock.nowMs += 60_000;
    expect(ask(token)).toMatchObject({ ok: false, status: 401 });
  });
});
