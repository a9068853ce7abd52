import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operator, type Payee, pass, payeesWith } from './money-out.ts';
import { customerWith, openPlatform, type Platform, payIn } from './platform.ts';

let platform: Platform;
const staff = (person: string) => operator(platform, person);
const get = async (person: string, path: string) => (await staff(person)('GET', path)).body;

beforeAll(async () => {
  platform = await openPlatform();
}, 240_000);

afterAll(async () => {
  await platform?.stop();
});

interface CaseShown {
  readonly caseId: string;
  readonly userId: string;
  readonly rules: readonly string[];
}
const casesOf = async (userId: string, status = 'open'): Promise<readonly CaseShown[]> =>
  (await get('compliance', `/v1/admin/cases?status=${status}&limit=100`)).items.filter(
    (each: CaseShown) => each.userId === userId,
  );
const decide = async (person: string, caseId: string, outcome: string) => {
  const answer = await staff(person)('POST', `/v1/admin/cases/${caseId}/decisions`, {
    outcome,
    note: 'Looked into it.',
  });
  await platform.cloud.idle();
  return [answer.status, answer.body.code ?? answer.body.outcome];
};

describe('a case', () => {
  let customer: Payee;
  let caseId: string;

  it('is opened by two deposits just below what is reported, and holds what would leave', async () => {
    [customer] = await payeesWith(platform, '5000.00');
    expect(await casesOf(customer.userId)).toEqual([]);
    const { reference } = (await customer.call('GET', '/v1/wallet')).body.depositInstructions;
    await payIn(platform, { reference, amount: '5000.00' });
    const [found] = await casesOf(customer.userId);
    expect(found).toMatchObject({ trigger: 'deposit', status: 'open', rules: ['structuring'] });
    caseId = found?.caseId ?? '';

    const withdrawalId = await customer.withdraw('10.00');
    await platform.cloud.idle();
    expect(await customer.withdrawal(withdrawalId)).toMatchObject({ status: 'waiting' });
    const waiting = await get('operator', '/v1/admin/withdrawals');
    expect(waiting.items[0]).toMatchObject({ withdrawalId, rules: ['open-case'] });
    // Known already: no second case.
    expect(await casesOf(customer.userId)).toHaveLength(1);
  });

  it('is decided by compliance alone, once; a report freezes the wallet until it is cleared', async () => {
    expect(await decide('operator', caseId, 'cleared')).toEqual([403, 'access.denied']);
    expect(await decide('compliance', caseId, 'reported')).toEqual([201, 'reported']);
    expect(await decide('compliance', caseId, 'reported')).toEqual([422, 'case.decided']);
    expect((await customer.call('POST', '/v1/purchases', { grams: '1.0000' })).body.code).toBe(
      'wallet.frozen',
    );
    expect(await casesOf(customer.userId)).toEqual([]);
    expect(await casesOf(customer.userId, 'decided')).toMatchObject([{ outcome: 'reported' }]);

    expect(await decide('compliance', caseId, 'cleared')).toEqual([201, 'cleared']);
    expect((await customer.call('POST', '/v1/purchases', { grams: '1.0000' })).status).toBe(201);
    expect(await decide('compliance', caseId, 'reported')).toEqual([422, 'case.decided']);
    const nobody = '0199d1a0-0c5e-7b1e-9a57-6f0c2b8d4e11';
    expect(await decide('compliance', nobody, 'cleared')).toEqual([404, 'case.unknown']);
  });
});

describe('what was stored', () => {
  it('is shown with its chain and its state at any moment, and names nobody', async () => {
    const { userId, walletId, token } = await customerWith(platform, '250.00');
    const now = await get('operator', `/v1/admin/streams/wallet-${walletId}`);
    expect(now).toMatchObject({ chain: { intact: true, version: now.version } });
    expect(now.state).toMatchObject({ available: '250.00', currency: 'EUR' });
    const types = now.items.map(({ eventType }: { eventType: string }) => eventType);
    expect(types.slice(0, 2)).toEqual(['WalletCreated', 'FundsDeposited']);

    const [first] = now.items;
    const then = await get(
      'operator',
      `/v1/admin/streams/wallet-${walletId}?asOf=${first.timestamp}`,
    );
    expect(then.state.available).toBe('0.00');
    const before = await get(
      'operator',
      `/v1/admin/streams/wallet-${walletId}?asOf=2020-01-01T00:00:00.000Z`,
    );
    expect(before.state).toBeNull();

    const account = await get('operator', `/v1/admin/streams/user-${userId}`);
    expect(account.items[0].eventData).toMatchObject({ email: 'sealed', fullName: 'sealed' });
    expect(JSON.stringify(account)).not.toMatch(/Mary|@assay/);

    const own = await platform.call('GET', `/v1/admin/streams/wallet-${walletId}`, { token });
    expect(own.status).toBe(403);
  });

  it('comes in pages, each event once', async () => {
    const { walletId } = await customerWith(platform, '250.00');
    const path = `/v1/admin/streams/wallet-${walletId}`;
    const whole = await get('operator', `${path}?limit=100`);
    const seen = [];
    let cursor = '';
    do {
      const page = await get('operator', `${path}?limit=1${cursor && `&cursor=${cursor}`}`);
      seen.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(seen).toEqual(whole.items);
    expect(whole.items.length).toBeGreaterThan(2);
  });

  it.each([
    ['wallet-0199d1a0-0c5e-7b1e-9a57-6f0c2b8d4e11', 404, 'stream.unknown'],
    ['constructor-1', 404, 'stream.unknown'],
    ['nothing', 400, 'request.invalid'],
  ])('is refused for %s', async (stream, status, code) => {
    const answer = await staff('operator')('GET', `/v1/admin/streams/${stream}`);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });
});

describe('what was stored about a customer', () => {
  it('is one trail over account, wallet and cases, in the order of time', async () => {
    const { userId, reference } = await customerWith(platform, '6000.00');
    await payIn(platform, { reference, amount: '6000.00' });
    const audit = `/v1/admin/audit?userId=${userId}`;
    const { items, nextCursor } = await get('compliance', `${audit}&limit=100`);
    expect(nextCursor).toBeNull();
    const kinds = items.map(({ stream }: { stream: string }) => stream.split('-')[0]);
    expect(new Set(kinds)).toEqual(new Set(['user', 'wallet', 'case']));
    const times = items.map(({ timestamp }: { timestamp: string }) => timestamp);
    expect(times).toEqual([...times].sort());

    const first = await get('compliance', `${audit}&limit=2`);
    const second = await get('compliance', `${audit}&limit=98&cursor=${first.nextCursor}`);
    expect([...first.items, ...second.items]).toEqual(items);
    const wrong = await staff('compliance')('GET', `${audit}&cursor=abcd`);
    expect([wrong.status, wrong.body.code]).toEqual([400, 'request.bad-cursor']);
    expect((await get('compliance', `${audit}&to=2020-01-01T00:00:00.000Z`)).items).toEqual([]);
    expect((await staff('operator')('GET', audit)).status).toBe(403);
  });
});

describe('the read tables', () => {
  it('say how far behind they are, and what they could not take in', async () => {
    await customerWith(platform, '10.00');
    const { items } = await get('operator', '/v1/admin/projections');
    const wallets = items.find(({ name }: { name: string }) => name === 'user-wallets');
    expect(wallets).toMatchObject({ waiting: 0, inFlight: 0, dead: 0 });
    expect(wallets.lagMs).toBeGreaterThanOrEqual(0);

    const queue = 'arn:aws:sqs:eu-west-1:000000000000:assay-local-projections-user-wallets';
    platform.cloud.sqs.send(queue, 'not an event');
    await pass(platform, '2h');
    const after = (await get('operator', '/v1/admin/projections')).items;
    expect(after.find(({ name }: { name: string }) => name === 'user-wallets').dead).toBe(1);
  });
});
