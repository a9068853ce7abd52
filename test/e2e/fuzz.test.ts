import { afterAll, beforeAll, expect, it } from 'vitest';
import { fuzz } from '../fuzz/fuzz.ts';
import { customerWith, openPlatform, type Platform, tokenOf } from './platform.ts';

const seed = 20_261_124;
const requests = 1_000;
let platform: Platform;

beforeAll(async () => {
  platform = await openPlatform();
}, 240_000);

afterAll(async () => {
  await platform?.stop();
});

it('keeps what it found: a currency named like a method of every object', async () => {
  const { status, body } = await platform.call('POST', '/v1/admin/adjustments', {
    token: await tokenOf(platform, 'operator'),
    headers: { 'idempotency-key': 'found' },
    body: { userId: crypto.randomUUID(), amount: '10.00', currency: 'toString', reason: 'a fee' },
  });
  expect([status, body.code]).toEqual([400, 'request.invalid']);
});

it.each([
  ['PUT', '/v1/notifications/preferences', { channels: ['email'] }],
  ['POST', '/v1/bank-accounts', { iban: 'DE89370400440532013000', holderName: 'Mary Jackson' }],
])('keeps what it found: %s %s by somebody who was erased', async (method, path, body) => {
  const { token } = await customerWith(platform, '0');
  expect((await platform.call('DELETE', '/v1/me', { token })).status).toBeLessThan(300);
  await platform.cloud.idle();
  const answer = await platform.call(method, path, { token, body });
  expect([answer.status, answer.body.code]).toEqual([422, 'user.erased']);
});

it('keeps what it found: a reason that looks like a number of the ledger', async () => {
  const { userId } = await customerWith(platform, '20.00');
  const token = await tokenOf(platform, 'operator');
  const reason = '100n';
  const asked = await platform.call('POST', '/v1/admin/adjustments', {
    token,
    headers: { 'idempotency-key': 'a number of the ledger' },
    body: { userId, amount: '-3.00', currency: 'EUR', reason },
  });
  expect(asked.status, JSON.stringify(asked.body)).toBe(202);
  await platform.cloud.idle();
  const { body } = await platform.call('GET', '/v1/admin/adjustments', { token });
  expect(body.items).toMatchObject([{ reason }]);
});

it(`answers ${requests} hostile requests of every route with what they deserve, and changes nothing`, async () => {
  const { faults, codes, byStatus } = await fuzz(platform, seed, requests);
  process.stdout.write(`${requests} requests ${JSON.stringify(byStatus)}, ${codes.length} codes\n`);
  expect(faults).toEqual([]);
  // It reaches the rules behind the schemas, too.
  expect(codes.length).toBeGreaterThan(15);
  expect(codes.some((code) => code.startsWith('422'))).toBe(true);
}, 120_000);
