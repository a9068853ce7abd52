import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { customerWith, nowOf, openPlatform, type Platform, tokenOf } from './platform.ts';

let platform: Platform;
let operator: string;

beforeAll(async () => {
  platform = await openPlatform();
  operator = await tokenOf(platform, 'operator');
}, 240_000);

afterAll(async () => {
  await platform?.stop();
});

const decide = (userId: string, what: string, body: unknown, token = operator) =>
  platform.call('POST', `/v1/admin/users/${userId}/${what}`, { token, body });

const kycOf = async (token: string) =>
  (await platform.call('GET', '/v1/me', { token })).body.kycStatus;

const buy = (token: string, key: string) =>
  platform.call('POST', '/v1/purchases', {
    token,
    headers: { 'idempotency-key': key },
    body: { grams: '0.01' },
  });

const coded = ({ status, body }: { status: number; body: { code?: string } }) => [
  status,
  body.code,
];

describe('operations', () => {
  it('find an account by its e-mail address, in any case, and see the person behind it', async () => {
    const { userId, walletId } = await customerWith(platform, '0', 'Katherine Johnson');
    const one = await platform.call('GET', `/v1/admin/users/${userId}`, { token: operator });
    expect(one.body).toMatchObject({ userId, walletId, fullName: 'Katherine Johnson' });
    const email = encodeURIComponent(one.body.email.toUpperCase());
    const found = await platform.call('GET', `/v1/admin/users?email=${email}`, { token: operator });
    expect(found.body).toEqual({ items: [one.body], nextCursor: null });
    const none = await platform.call('GET', '/v1/admin/users?email=nobody%40assay.test', {
      token: operator,
    });
    expect(none.body.items).toEqual([]);
  });

  it('verify and reject an identity, which the customer then sees', async () => {
    const { token, userId } = await customerWith(platform, '0');
    expect(await kycOf(token)).toBe('unverified');
    const verify = { verificationType: 'passport', outcome: 'verified' };
    expect((await decide(userId, 'verifications', verify)).body).toMatchObject({
      userId,
      kycStatus: 'verified',
    });
    expect(await kycOf(token)).toBe('verified');
    expect(coded(await decide(userId, 'verifications', verify))).toEqual([
      422,
      'user.already-verified',
    ]);
    const reject = { ...verify, outcome: 'rejected', reason: 'The document was lost.' };
    expect((await decide(userId, 'verifications', reject)).status).toBe(201);
    expect(await kycOf(token)).toBe('rejected');
  });

  it('suspend a customer, whose wallet trades no more, and reinstate them', async () => {
    const { token, userId } = await customerWith(platform, '100.00');
    const reason = { reason: 'Asked for by the police.' };
    expect((await decide(userId, 'suspensions', reason)).body.status).toBe('suspended');
    expect(coded(await buy(token, 'one'))).toEqual([422, 'wallet.frozen']);
    expect(coded(await decide(userId, 'suspensions', reason))).toEqual([422, 'user.suspended']);
    const again = await decide(userId, 'reinstatements', { reason: 'Cleared.' });
    expect(again.body.status).toBe('active');
    expect((await buy(token, 'one')).status).toBe(201);
    expect(coded(await decide(userId, 'reinstatements', { reason: 'Cleared.' }))).toEqual([
      422,
      'user.not-suspended',
    ]);
  });

  it('suspend once, however many do it at once', async () => {
    const { userId } = await customerWith(platform, '0');
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => decide(userId, 'suspensions', { reason: 'At once.' })),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, ...Array(7).fill(422)]);
  });
});

const check = (token: string) => platform.call('POST', '/v1/me/verification', { token, body: {} });
const become = (outcome: string) =>
  platform.control('PUT', '/_local/identity/behaviour', { outcome });
const afterTheCheck = async () => {
  await platform.control('POST', '/_local/clock', { advance: '2s' });
  await platform.cloud.idle();
};
const tell = async (reference: string, outcome: string, secret?: string) => {
  const at = new Date(await nowOf(platform));
  const body = JSON.stringify({
    type: 'check.completed',
    timestamp: at.toISOString(),
    data: { sessionId: 'chk', reference, outcome },
  });
  const known = JSON.parse(platform.cloud.secrets.read('assay/local/identity/webhook')).current;
  return platform.identityWebhook(
    {
      'webhook-id': 'message-1',
      'webhook-timestamp': `${Math.floor(at.getTime() / 1_000)}`,
      'webhook-signature': new Webhook(secret ?? known).sign('message-1', at, body),
    },
    body,
  );
};

describe('the identity provider', () => {
  it('verifies a newcomer within seconds, and is heard once', async () => {
    const { token, userId } = await customerWith(platform, '0');
    const begun = await check(token);
    expect([begun.status, begun.body.status]).toEqual([202, 'pending']);
    const { body: waiting } = await platform.call('GET', '/v1/me', { token });
    expect([waiting.kycStatus, waiting.verificationPending]).toEqual(['unverified', true]);
    await afterTheCheck();
    const { body: me } = await platform.call('GET', '/v1/me', { token });
    expect([me.kycStatus, me.verificationPending]).toEqual(['verified', false]);
    const reference = `${userId}.${begun.body.verificationId}`;
    expect((await tell(reference, 'rejected')).status).toBe(202);
    expect(await kycOf(token)).toBe('verified');
    expect(coded(await check(token))).toEqual([422, 'user.already-verified']);
  });

  it('rejects, and lets the customer try again', async () => {
    const { token } = await customerWith(platform, '0');
    await become('reject');
    await check(token);
    await afterTheCheck();
    expect(await kycOf(token)).toBe('rejected');
    await become('approve');
    await check(token);
    await afterTheCheck();
    expect(await kycOf(token)).toBe('verified');
  });

  it('is believed by its signature alone, and about checks that we began', async () => {
    await become('silent');
    const { token, userId } = await customerWith(platform, '0');
    const { body } = await check(token);
    const reference = `${userId}.${body.verificationId}`;
    const forged = await tell(
      reference,
      'approved',
      Buffer.from('guess'.repeat(8)).toString('base64'),
    );
    expect(coded(forged)).toEqual([401, 'webhook.refused']);
    for (const unknown of ['nobody', `${userId}.${userId}`, `${body.verificationId}.${userId}`])
      expect((await tell(unknown, 'approved')).status).toBe(202);
    expect((await tell(reference, 'maybe')).status).toBe(400);
    expect(await kycOf(token)).toBe('unverified');
    expect((await tell(reference, 'approved')).status).toBe(202);
    expect(await kycOf(token)).toBe('verified');
    await become('approve');
  });
});

describe('what nobody may', () => {
  const verify = { verificationType: 'passport', outcome: 'verified' };

  it.each([
    ['a customer deciding', 403, 'access.denied', 'customer'],
    ['an admin deciding', 403, 'access.denied', 'admin'],
  ] as const)('is %s', async (_name, status, code, person) => {
    const { userId } = await customerWith(platform, '0');
    const token = await tokenOf(platform, person);
    expect(coded(await decide(userId, 'verifications', verify, token))).toEqual([status, code]);
    expect(coded(await decide(userId, 'suspensions', { reason: 'None.' }, token))).toEqual([
      status,
      code,
    ]);
  });

  it('is deciding about oneself', async () => {
    const { body: me } = await platform.call('GET', '/v1/me', { token: operator });
    expect(coded(await decide(me.userId, 'verifications', verify))).toEqual([
      422,
      'user.own-decision',
    ]);
  });

  it('is looking others up', async () => {
    const { token, userId } = await customerWith(platform, '0');
    for (const path of [`/v1/admin/users/${userId}`, '/v1/admin/users?email=a%40assay.test'])
      expect(coded(await platform.call('GET', path, { token }))).toEqual([403, 'access.denied']);
  });

  it.each([
    ['an unknown account', '01930000-0000-7000-8000-000000000001', verify, 404],
    ['an id that is none', 'somebody', verify, 400],
    ['a rejection without a reason', undefined, { ...verify, outcome: 'rejected' }, 400],
    ['another outcome', undefined, { ...verify, outcome: 'maybe' }, 400],
    ['a field that is not known', undefined, { ...verify, verifiedBy: 'me' }, 400],
    ['no body', undefined, '', 400],
  ] as const)('is a decision with %s', async (_name, id, body, status) => {
    const userId = id ?? (await customerWith(platform, '0')).userId;
    expect((await decide(userId, 'verifications', body)).status).toBe(status);
  });
});
