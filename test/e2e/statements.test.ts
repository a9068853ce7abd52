import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { customerWith, openPlatform, type Platform } from './platform.ts';

let platform: Platform;

beforeAll(async () => {
  platform = await openPlatform();
}, 240_000);

afterAll(async () => {
  await platform?.stop();
});

const month = new Date().toISOString().slice(0, 7);
const read = (token: string, of: string) => platform.call('GET', `/v1/statements/${of}`, { token });

describe('a month in which a customer pays in and buys', () => {
  it('is told in three forms, each the same as wallet and holdings', async () => {
    await platform.control('PUT', '/_local/market', { pricePerGram: '100.00' });
    await platform.cloud.idle();
    const { token } = await customerWith(platform, '1000.00', 'Łukasz Ørsted-Ñandú');
    for (const [key, grams] of [
      ['one', '0.5'],
      ['two', '0.25'],
    ] as const)
      await platform.call('POST', '/v1/purchases', {
        token,
        headers: { 'idempotency-key': key },
        body: { grams },
      });
    await platform.cloud.idle();
    const { body: wallet } = await platform.call('GET', '/v1/wallet', { token });
    const { body: holdings } = await platform.call('GET', '/v1/holdings', { token });

    const { status, body: statement } = await read(token, month);
    expect(status, JSON.stringify(statement)).toBe(200);
    expect(statement).toMatchObject({
      month,
      complete: false,
      reference: wallet.depositInstructions.reference,
      opening: { cash: '0.00', grams: '0.000000' },
      closing: { cash: wallet.available, grams: holdings.grams, costBasis: holdings.costBasis },
    });
    expect(statement.lines.map(({ kind, gramsAfter }: never) => [kind, gramsAfter])).toEqual([
      ['deposit', '0.000000'],
      ['purchase', '0.500000'],
      ['purchase', '0.750000'],
    ]);
    expect(statement.lines.at(-1).cashAfter).toBe(wallet.available);

    const csv = await read(token, `${month}?format=csv`);
    expect(csv.headers['content-type']).toMatch(/^text\/csv/);
    expect(Buffer.from(csv.body).toString().split('\r\n')).toHaveLength(1 + 1 + 3 + 1 + 1);

    const pdf = await read(token, `${month}?format=pdf`);
    expect(pdf.headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename="assay-statement-${month}.pdf"`,
    });
    const bytes = Buffer.from(pdf.body).toString('latin1');
    expect(bytes.startsWith('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n')).toBe(true);
    expect(bytes.endsWith('%%EOF\n')).toBe(true);
  });
});

describe('a month that there is no statement of', () => {
  it.each([
    ['2999-01', 422, 'statement.in-future'],
    ['2020-01', 422, 'statement.before-account'],
    ['2026-13', 400, 'request.invalid'],
    ['last', 400, 'request.invalid'],
    [`${month}?format=xls`, 400, 'request.invalid'],
    [`${month}?as=pdf`, 400, 'request.invalid'],
  ])('%s is answered %d %s', async (asked, status, code) => {
    const { token } = await customerWith(platform, '0');
    const answer = await read(token, asked);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  it('is nobody’s without a token', async () => {
    expect((await platform.call('GET', `/v1/statements/${month}`)).status).toBe(401);
  });
});
