import { afterAll, beforeAll, expect, it } from 'vitest';
import { totp } from '../../local/cognito/totp.ts';
import { type Answer, nowOf, openPlatform, type Platform } from './platform.ts';

const email = 'hedy@assay.test';
const password = 'Frequency-Hopping-1';
let platform: Platform;

beforeAll(async () => {
  platform = await openPlatform();
  await platform.call('POST', '/v1/users', {
    body: { email, password, fullName: 'Hedy Lamarr', country: 'AT' },
  });
}, 240_000);

afterAll(async () => {
  await platform?.stop();
});

const signIn = (body: object) =>
  platform.call('POST', '/v1/sessions', { body: { email, ...body } });

const coded = ({ status, body }: Answer) => [status, body.code];

/** What the app shows; every step of 30 s has a code of its own, which serves once. */
const codeNow = async (secret: string) => {
  await platform.control('POST', '/_local/clock', { advance: '30s' });
  return totp(secret, Date.parse(await nowOf(platform)));
};

it('is enrolled, proven and then asked for at every sign-in, until it is removed', async () => {
  const { body: session } = await signIn({ password });
  const token = session.accessToken;
  const about = (method: string, path: string, body: unknown = {}) =>
    platform.call(method, `/v1/me/mfa${path}`, { token, body });
  expect(coded(await about('POST', '/verify', { code: '123456' }))).toEqual([
    422,
    'mfa.not-enrolled',
  ]);

  const enrolled = await about('POST', '');
  expect(enrolled.status).toBe(201);
  const { secret, otpauthUrl } = enrolled.body;
  expect(new URL(otpauthUrl).searchParams.get('secret')).toBe(secret);
  expect(otpauthUrl).not.toContain(email);
  expect((await signIn({ password })).body.accessToken).toBeDefined();

  const right = await codeNow(secret);
  const wrong = String((Number(right) + 1) % 1_000_000).padStart(6, '0');
  expect(coded(await about('POST', '/verify', { code: wrong }))).toEqual([422, 'mfa.wrong-code']);
  expect((await about('POST', '/verify', { code: '12345' })).status).toBe(400);
  expect((await about('POST', '/verify', { code: right })).body).toEqual({ mfa: 'enabled' });

  const asked = await signIn({ password });
  expect(asked.body).toEqual({ challenge: 'SOFTWARE_TOKEN_MFA', session: expect.any(String) });
  const answer = (code: string, again = asked) =>
    signIn({ challenge: { session: again.body.session, code } });
  const code = await codeNow(secret);
  const given = await answer(code);
  expect([given.status, typeof given.body.accessToken]).toEqual([200, 'string']);
  const replayed = await signIn({ password });
  expect(coded(await answer(code, replayed))).toEqual([401, 'session.refused']);

  expect((await about('DELETE', '')).body).toEqual({ mfa: 'disabled' });
  expect((await signIn({ password })).body.accessToken).toBeDefined();
});

it('is nobody’s business without a token', async () => {
  const answer = await platform.call('POST', '/v1/me/mfa', { body: {} });
  expect(answer.status).toBe(401);
});
