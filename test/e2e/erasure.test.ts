import { afterAll, beforeAll, expect, it } from 'vitest';
import { operator } from './money-out.ts';
import { customerWith, openPlatform, type Platform, payIn } from './platform.ts';

let platform: Platform;

beforeAll(async () => {
  platform = await openPlatform();
}, 240_000);

afterAll(async () => {
  await platform?.stop();
});

const erase = async (token: string) => {
  const answer = await platform.call('DELETE', '/v1/me', { token });
  await platform.cloud.idle();
  return answer;
};
const register = (email: string) =>
  platform.call('POST', '/v1/users', {
    body: { email, password: 'Correct-Horse-9', fullName: 'Mary Jackson', country: 'DE' },
  });

it('forgets who never did business: nobody reads the data, nobody signs in, the chain is whole', async () => {
  const { token, userId, walletId, email } = await customerWith(platform, '0');
  const { status, body } = await erase(token);
  expect([status, body.status]).toEqual([200, 'erased']);
  expect(body.certificateId).toMatch(/^[0-9a-f-]{36}$/);

  const session = await platform.call('POST', '/v1/sessions', {
    body: { email, password: 'Correct-Horse-9' },
  });
  expect([session.status, session.body.code]).toEqual([401, 'session.refused']);
  expect((await platform.call('GET', '/v1/me', { token })).body.code).toBe('user.erased');
  const opened = await operator(platform)('GET', `/v1/admin/users/${userId}`);
  expect(opened.body.code).toBe('user.erased');
  const found = await operator(platform)('GET', `/v1/admin/users?email=${email}`);
  expect(found.body.items).toEqual([]);
  expect(await platform.rowsOf('PERSON_KEYS_TABLE')).not.toContainEqual(
    expect.objectContaining({ person: userId }),
  );
  for (const stream of [`user-${userId}`, `wallet-${walletId}`]) {
    const shown = await operator(platform)('GET', `/v1/admin/streams/${stream}`);
    expect(shown.body.chain).toMatchObject({ intact: true });
  }
  // Whoever comes back is somebody new.
  const again = await register(email);
  expect(again.status).toBe(201);
  expect(again.body.userId).not.toBe(userId);
});

it('is refused while the law wants the record, and while anything is held', async () => {
  const { token, reference } = await customerWith(platform, '0');
  await payIn(platform, { reference, amount: '10.00', debtorName: 'Somebody Else' });
  const held = await erase(token);
  expect([held.status, held.body.code]).toEqual([422, 'user.holds-assets']);

  const [review] = (await operator(platform)('GET', '/v1/admin/deposits?status=review')).body.items;
  await operator(platform)('POST', `/v1/admin/deposits/${review.transactionId}/rejections`, {
    reason: 'Not the customer',
  });
  const kept = await erase(token);
  expect([kept.status, kept.body.code]).toEqual([422, 'user.record-required']);
  const years = Date.parse(kept.body.details.until) - Date.now();
  expect(Math.round(years / 31_557_600_000)).toBe(5);
});
