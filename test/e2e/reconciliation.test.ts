import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { customerWith, openPlatform, type Platform, payIn, tokenOf } from './platform.ts';

let platform: Platform;
let operator: string;

beforeAll(async () => {
  platform = await openPlatform();
  operator = await tokenOf(platform, 'operator');
}, 240_000);

afterAll(async () => {
  await platform?.stop();
});

const today = () => new Date().toISOString().slice(0, 10);
const get = async (path: string) => (await platform.call('GET', path, { token: operator })).body;
/** What the bank says of today, as XML. */
const statement = async (mistake = 'none'): Promise<string> => {
  await platform.control('PUT', '/_local/bank/statements', { mistake });
  const { body } = await platform.control('GET', `/_local/bank/statements/${today()}`);
  await platform.control('PUT', '/_local/bank/statements', { mistake: 'none' });
  return body;
};
const upload = async (xml: string, token = operator) => {
  const answer = await platform.call('POST', '/v1/admin/reconciliations', {
    token,
    headers: { 'content-type': 'application/xml' },
    body: xml,
  });
  await platform.cloud.idle();
  return answer;
};
/** Uploads today's statement and reads the report of its euros. */
const reconciled = async (mistake?: string) => {
  const { status, body } = await upload(await statement(mistake));
  expect(status, JSON.stringify(body)).toBe(202);
  const euros = body.items.find(({ statementId }: never) => `${statementId}`.includes('EUR'));
  return get(`/v1/admin/reconciliations/${euros.reconciliationId}`);
};
const linesOf = (report: { lines: { verdict: string; reference: string }[] }, verdict: string) =>
  report.lines.filter((line) => line.verdict === verdict);
const euros = (amounts: readonly string[]) =>
  amounts.reduce((sum, amount) => sum + Math.round(Number(amount) * 100), 0);

describe('the books', () => {
  it('balance, with deposits, a purchase, an adjustment, money of nobody and of another name', async () => {
    await platform.control('PUT', '/_local/market', { pricePerGram: '100.00' });
    await platform.cloud.idle();
    const { token, walletId, reference } = await customerWith(platform, '1000.00');
    const bought = await platform.call('POST', '/v1/purchases', {
      token,
      headers: { 'idempotency-key': 'buy' },
      body: { grams: '2' },
    });
    expect(bought.status).toBe(201);
    await payIn(platform, { reference, amount: '40.00', debtorName: 'Aunt Polly' });
    await payIn(platform, { reference: 'for nobody in particular', amount: '17.00' });
    const admin = await tokenOf(platform, 'admin');
    const asked = await platform.call('POST', '/v1/admin/adjustments', {
      token: operator,
      headers: { 'idempotency-key': 'adjust' },
      body: { walletId, amount: '5.00', currency: 'EUR', reason: 'Goodwill' },
    });
    await platform.call('POST', `/v1/admin/adjustments/${asked.body.adjustmentId}/approvals`, {
      token: admin,
      headers: { 'idempotency-key': 'approve' },
      body: {},
    });
    await platform.cloud.idle();

    const report = await reconciled();
    expect(report).toMatchObject({
      status: 'balanced',
      continuous: true,
      counts: { 'missing-here': 0, 'missing-there': 0, 'amount-differs': 0, duplicate: 0 },
      openItems: [],
      books: { inTransit: '0.00', difference: '0.00', bank: report.closing },
    });
    expect(linesOf(report, 'matched').length).toBe(report.lines.length);
    const { books } = report;
    // The house holds what was paid for gold, less what it gave away; the rest is the customers' and nobody's.
    expect(euros([books.house])).toBe(euros([bought.body.totalCost]) - 500);
    expect(
      euros([books.available, books.reserved, books.pending, books.suspense, books.house]),
    ).toBe(euros([report.closing]));
    expect([books.pending, books.suspense]).toEqual(['40.00', '17.00']);
  });
});

describe('a line that disagrees', () => {
  it('of a webhook that never came is credited to the wallet whose reference it has', async () => {
    const { token, reference } = await customerWith(platform, '0');
    await platform.control('PUT', '/_local/bank/behaviour', { webhook: 'never' });
    await payIn(platform, { reference, amount: '25.00' });
    await platform.control('PUT', '/_local/bank/behaviour', { webhook: 'before-answer' });
    const before = await platform.call('GET', '/v1/wallet', { token });
    expect(before.body).toMatchObject({ available: '0.00', pending: '0.00' });
    const report = await reconciled();
    expect(report.counts['missing-here']).toBe(1);
    const after = await platform.call('GET', '/v1/wallet', { token });
    expect(after.body).toMatchObject({ available: '25.00', pending: '0.00' });
  });

  it.each([
    ['missing-entry', 'missing-there', '-3.33'],
    ['wrong-amount', 'amount-differs', '0.01'],
    ['duplicate-entry', 'duplicate', '3.33'],
  ])('for %s says %s, moves no money, and keeps the books', async (mistake, verdict, inTransit) => {
    const { token, reference } = await customerWith(platform, '0');
    await payIn(platform, { reference, amount: '3.33' });
    const report = await reconciled(mistake);
    expect(report.counts).toMatchObject({ [verdict]: 1 });
    expect(report.books).toMatchObject({ inTransit, difference: '0.00' });
    const { body } = await platform.call('GET', '/v1/wallet', { token });
    expect(body).toMatchObject({ available: '3.33', pending: '0.00' });
  });
});

const bomb = '<!DOCTYPE a [<!ENTITY l0 "ha"><!ENTITY l1 "&l0;&l0;&l0;">]><a>&l1;</a>';
const external = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>';

describe('a document that is refused', () => {
  it.each([
    ['no XML', async () => '{"a":1}', 400, 'statement.malformed'],
    ['cut off', async () => (await statement()).slice(0, -40), 400, 'statement.malformed'],
    ['an external entity', async () => external, 400, 'statement.forbidden-entity'],
    ['a billion laughs', async () => bomb, 400, 'statement.forbidden-entity'],
    ['a wrong total', () => statement('wrong-total'), 422, 'statement.wrong-total'],
    [
      'more than 5 MB',
      async () => (await statement()) + ' '.repeat(5 * 1024 * 1024),
      413,
      'statement.too-large',
    ],
    [
      'the account of others',
      async () =>
        (await statement()).replaceAll('IE29AIBK93115212345678', 'DE89370400440532013000'),
      422,
      'statement.unknown-account',
    ],
  ])('%s changes nothing', async (_name, make, status, code) => {
    const before = await get('/v1/admin/reconciliations?limit=100');
    const answer = await upload(await make());
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(await get('/v1/admin/reconciliations?limit=100')).toEqual(before);
  });

  it('comes again, or from a customer', async () => {
    const xml = await statement();
    expect((await upload(xml)).status).toBe(202);
    const again = await upload(xml);
    expect([again.status, again.body.code]).toEqual([409, 'statement.duplicate']);
    const { token } = await customerWith(platform, '0');
    expect((await upload(xml, token)).status).toBe(403);
    const unknown = await platform.call(
      'GET',
      '/v1/admin/reconciliations/01930000-0000-5000-8000-000000000009',
      { token: operator },
    );
    expect([unknown.status, unknown.body.code]).toEqual([404, 'statement.unknown']);
  });
});

// The last, since the bank tells of this payment once and never again.
describe('a payment that the bank tells of in a statement alone', () => {
  it('becomes money in review, once, and stays in transit until the next statement', async () => {
    await payIn(platform, { reference: 'for nobody', amount: '1.00' });
    const report = await reconciled('unknown-entry');
    expect(report.counts).toMatchObject({ 'missing-here': 1, 'missing-there': 0 });
    expect(report.books).toMatchObject({ inTransit: '7.77', difference: '0.00' });
    const reference = linesOf(report, 'missing-here')[0]?.reference;
    const reviews = async () =>
      (await get('/v1/admin/deposits?status=review&limit=100')).items.filter(
        (row: { bankReference: string }) => row.bankReference === reference,
      );
    expect(await reviews()).toMatchObject([{ amount: '7.77', source: 'suspense' }]);
    await reconciled('unknown-entry');
    expect(await reviews()).toHaveLength(1);
  });
});
