import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newKey, operator, type Payee, pass, payeesWith } from './money-out.ts';
import { customerWith, openPlatform, type Platform, tokenOf } from './platform.ts';

let platform: Platform;
let me: Payee;
let other: Payee;
let unverified: Payee;

beforeAll(async () => {
  platform = await openPlatform();
  [me, other, unverified] = await payeesWith(platform, '100.00', '100.00', 'unverified:50.00');
}, 240_000);

afterAll(async () => {
  await platform?.stop();
});

const codeOf = async (asked: ReturnType<Payee['call']>) => {
  const { status, body } = await asked;
  return [status, body.code];
};

describe('a withdrawal', () => {
  it.each([
    ['more than there is by a cent', { amount: '100.01' }, 422, 'wallet.insufficient-funds'],
    ['nothing', { amount: '0.00' }, 400, 'request.invalid'],
    ['a negative', { amount: '-1.00' }, 400, 'request.invalid'],
    ['a tenth of a cent', { amount: '1.001' }, 400, 'request.invalid'],
    ['a number', { amount: 1 }, 400, 'request.invalid'],
    ['an unknown field', { amount: '1.00', iban: 'x' }, 400, 'request.invalid'],
  ])('of %s is refused and changes nothing', async (_name, body, status, code) => {
    const { bankAccountId, call, wallet } = me;
    const asked = call('POST', '/v1/withdrawals', { bankAccountId, ...body });
    expect(await codeOf(asked)).toEqual([status, code]);
    expect(await wallet()).toEqual({ available: '100.00', reserved: '0.00' });
  });

  it('needs a key, and repeats its first answer for it', async () => {
    const { bankAccountId, call, email } = me;
    const token = (
      await platform.call('POST', '/v1/sessions', { body: { email, password: 'Correct-Horse-9' } })
    ).body.accessToken;
    const ask = (headers: Record<string, string>, amount = '1.00') =>
      platform.call('POST', '/v1/withdrawals', {
        token,
        headers,
        body: { amount, bankAccountId },
      });
    expect((await ask({})).body.code).toBe('idempotency.key-required');
    const key = newKey();
    const answers = await Promise.all([ask(key), ask(key), ask(key)]);
    expect(new Set(answers.map(({ status, body }) => `${status} ${body.withdrawalId}`)).size).toBe(
      1,
    );
    expect((await ask(key, '2.00')).body.code).toBe('idempotency.mismatch');
    await platform.cloud.idle();
    const { body } = await call('GET', '/v1/withdrawals');
    expect(body.items).toHaveLength(1);
    expect((await me.wallet()).available).toBe('99.00');
  });
});

describe('a withdrawal that may not be', () => {
  it('cannot have what is reserved', async () => {
    const { bankAccountId, call, withdraw } = me;
    const held = await withdraw('98.00');
    await platform.cloud.idle();
    const asked = call('POST', '/v1/withdrawals', { bankAccountId, amount: '1.01' });
    expect(await codeOf(asked)).toEqual([422, 'wallet.insufficient-funds']);
    await call('DELETE', `/v1/withdrawals/${held}`);
    const again = call('DELETE', `/v1/withdrawals/${held}`);
    expect(await codeOf(again)).toEqual([422, 'withdrawal.ended']);
  });

  it('of another customer is unknown', async () => {
    const id = await me.withdraw('1.00');
    const { call, bankAccountId } = other;
    const unknown = [404, 'withdrawal.unknown'];
    expect(await codeOf(call('GET', `/v1/withdrawals/${id}`))).toEqual(unknown);
    expect(await codeOf(call('DELETE', `/v1/withdrawals/${id}`))).toEqual(unknown);
    const nobody = `/v1/admin/withdrawals/${bankAccountId}/approvals`;
    expect(await codeOf(operator(platform)('POST', nobody))).toEqual(unknown);
    const listed = call('GET', '/v1/admin/withdrawals');
    expect(await codeOf(listed)).toEqual([403, 'access.denied']);
  });

  it('needs a verified customer', async () => {
    const { call, bankAccountId } = unverified;
    const asked = call('POST', '/v1/withdrawals', { amount: '1.00', bankAccountId });
    expect(await codeOf(asked)).toEqual([422, 'withdrawal.not-verified']);
  });
});

describe('a payee', () => {
  const list = (holderName: string, number: string) =>
    me.call('POST', '/v1/bank-accounts', { iban: number, holderName });

  it('of another person, listed before, or with a wrong number is refused', async () => {
    expect(await codeOf(list('Grace Hopper', 'IE29AIBK93115212345678'))).toEqual([
      422,
      'payee.foreign-name',
    ]);
    expect(
      await codeOf(list('Mary Jackson', me.iban.toLowerCase().replace(/(.{4})/g, '$1 '))),
    ).toEqual([409, 'payee.already-listed']);
    expect(await codeOf(list('Mary Jackson', 'DE88370400440532013000'))).toEqual([
      400,
      'request.invalid',
    ]);
  });

  it('in its cooling-off, removed, or of another customer cannot be paid to', async () => {
    const { call } = me;
    const { body: fresh } = await list('Mary Jackson', 'IE29 AIBK 9311 5212 3456 78');
    expect(fresh).toMatchObject({ iban: 'IE29AIBK93115212345678', holderName: 'Mary Jackson' });
    const to = (bankAccountId: string) =>
      codeOf(call('POST', '/v1/withdrawals', { amount: '1.00', bankAccountId }));
    expect(await to(fresh.bankAccountId)).toEqual([422, 'payee.cooling-off']);
    expect(await to(other.bankAccountId)).toEqual([404, 'payee.unknown']);
    await call('DELETE', `/v1/bank-accounts/${fresh.bankAccountId}`);
    expect(await to(fresh.bankAccountId)).toEqual([404, 'payee.unknown']);
    const again = call('DELETE', `/v1/bank-accounts/${fresh.bankAccountId}`);
    expect(await codeOf(again)).toEqual([404, 'payee.unknown']);
    const { body } = await call('GET', '/v1/bank-accounts');
    expect(body.items.map(({ iban: listed }: never) => listed)).toEqual([me.iban]);
  });

  it('that many customers list is found: the withdrawal waits for people', async () => {
    const { iban } = me;
    for (const { token } of [await customerWith(platform, '0'), await customerWith(platform, '0')])
      await platform.call('POST', '/v1/bank-accounts', {
        token,
        body: { iban, holderName: 'Mary Jackson' },
      });
    const id = await me.withdraw('1.00');
    await platform.cloud.idle();
    const { body } = await operator(platform)('GET', '/v1/admin/withdrawals');
    const found = body.items.find(({ withdrawalId }: never) => withdrawalId === id);
    expect(found.rules).toContain('shared-bank-account');
  });
});

describe('a sign-in that is too old', () => {
  it('is asked for again, though its token was refreshed', async () => {
    const { email, bankAccountId } = me;
    const { body: session } = await platform.call('POST', '/v1/sessions', {
      body: { email, password: 'Correct-Horse-9' },
    });
    await pass(platform, '20m');
    const { body: refreshed } = await platform.call('POST', '/v1/sessions/refresh', {
      body: { refreshToken: session.refreshToken },
    });
    const asked = await platform.call('POST', '/v1/withdrawals', {
      token: refreshed.accessToken,
      headers: newKey(),
      body: { amount: '1.00', bankAccountId },
    });
    expect([asked.status, asked.body.code]).toEqual([401, 'token.step-up-required']);
    expect(asked.headers['www-authenticate']).toMatch(
      /^Bearer error="insufficient_user_authentication".*max_age=900$/,
    );
    const read = await platform.call('GET', '/v1/bank-accounts', { token: refreshed.accessToken });
    expect(read.status).toBe(200);
    expect(await tokenOf(platform, 'operator')).toBeTruthy();
  });
});
