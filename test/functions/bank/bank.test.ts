import { afterEach, describe, expect, it } from 'vitest';
import { createCircuit } from '../../../functions/shared/partner/circuit.ts';
import { type Act, answer } from '../shared/misbehaving-partner.ts';
import { type Misbehaving, misbehavingBank } from './misbehaving-bank.ts';

const order = {
  endToEndId: 'withdrawal-1',
  amount: '100.00',
  currency: 'EUR',
  creditor: { name: 'Ada Lovelace', iban: 'DE89370400440532013000' },
  remittance: 'Assay',
};
const made = {
  bankTransferId: 'trf_1',
  endToEndId: 'withdrawal-1',
  amount: '100.00',
  currency: 'EUR',
  status: 'processing',
};
const transferred = { bankTransferId: 'trf_1', endToEndId: 'withdrawal-1', status: 'processing' };
const none = { code: 'bank.not-found' };

let open: Misbehaving | undefined;
const banking = async (act: Act, options: Parameters<typeof misbehavingBank>[1] = {}) => {
  open = await misbehavingBank(act, options);
  return open;
};
afterEach(async () => {
  await open?.close();
  open = undefined;
});

const trouble = (kind: string, reason: string) =>
  expect.objectContaining({ trouble: kind, reason });

describe('an order to pay', () => {
  it('is posted with the credential, and its transfer comes back', async () => {
    const { bank, seen } = await banking((response) => answer(response, 201, made));
    expect(await bank.order(order)).toEqual(transferred);
    expect(seen).toEqual([
      {
        method: 'POST',
        url: '/transfers',
        authorization: 'Bearer token',
        body: expect.any(String),
      },
    ]);
    expect(JSON.parse(seen[0]?.body ?? '')).toEqual(order);
  });

  it.each<[string, Act]>([
    ['an error', (response) => answer(response, 500, 'oops')],
    ['too many requests', (response) => answer(response, 429, '{}')],
    ['silence', () => undefined],
    ['a cut connection', (response) => response.destroy()],
    [
      'half an answer',
      (response) => {
        response.writeHead(200, { 'content-length': 100 });
        response.write('{"bank');
        response.destroy();
      },
    ],
  ])('is given again after %s, the same to the byte', async (_name, fails) => {
    const { bank, seen } = await banking(
      (response, nth, request) =>
        nth < 2 ? fails(response, nth, request) : answer(response, 200, made),
      { deadlineMs: 500 },
    );
    expect(await bank.order(order)).toEqual(transferred);
    expect(new Set(seen.map(({ body }) => body)).size).toBe(1);
    expect(seen).toHaveLength(3);
  });

  it.each<[string, Act, string]>([
    ['errors', (response) => answer(response, 503, ''), 'status-503'],
    ['silence', () => undefined, 'no-answer'],
  ])(
    'is given up after three times %s: what became of it is not known',
    async (_n, act, reason) => {
      const { bank, seen } = await banking(act, { deadlineMs: 100 });
      await expect(bank.order(order)).rejects.toEqual(trouble('unavailable', reason));
      expect(seen).toHaveLength(3);
    },
  );
});

describe('the answer to an order', () => {
  it('may be a refusal by the bank’s own code, at once', async () => {
    const { bank, seen } = await banking((response) => answer(response, 422, { code: 'AC01' }));
    await expect(bank.order(order)).rejects.toEqual(trouble('refused', 'AC01'));
    expect(seen).toHaveLength(1);
  });

  it('says of a refusal whether an earlier try was lost, which might be carried out yet', async () => {
    const { bank } = await banking((response, nth) =>
      nth === 1 ? answer(response, 500, '') : answer(response, 422, { code: 'AC01' }),
    );
    await expect(bank.order(order)).rejects.toMatchObject({ isFirstTry: true });
    await expect(bank.order(order)).rejects.toMatchObject({ isFirstTry: false });
  });

  it.each<[string, number, unknown, string]>([
    ['no JSON', 200, '<html>', 'not-json'],
    ['another shape', 200, { ok: true }, 'not-the-contract'],
    ['an unknown status', 201, { ...made, status: 'maybe' }, 'not-the-contract'],
    ['another amount', 201, { ...made, amount: '100.01' }, 'another-transfer'],
    ['another currency', 201, { ...made, currency: 'USD' }, 'another-transfer'],
    ['another order', 201, { ...made, endToEndId: 'withdrawal-2' }, 'another-transfer'],
    ['a conflict', 409, { code: 'bank.end-to-end-id-reused' }, 'status-409'],
    ['a refusal without a code', 422, {}, 'not-the-contract'],
    ['a teapot', 418, {}, 'status-418'],
  ])('concludes nothing when it is %s', async (_name, status, body, reason) => {
    const { bank, seen } = await banking((response) => answer(response, status, body));
    await expect(bank.order(order)).rejects.toEqual(trouble('unknown', reason));
    expect(seen).toHaveLength(1);
  });

  it('is not followed to elsewhere', async () => {
    const { bank } = await banking((response) => {
      response.writeHead(302, { location: '/elsewhere' });
      response.end();
    });
    await expect(bank.order(order)).rejects.toEqual(trouble('unavailable', 'no-answer'));
  });
});

describe('a credential', () => {
  it('that is refused is read again, once', async () => {
    const act: Act = (response, _nth, { headers }) =>
      headers.authorization === 'Bearer new'
        ? answer(response, 201, made)
        : answer(response, 401, {});
    const { bank, seen, tokensRead } = await banking(act, { tokens: ['old', 'new'] });
    expect(await bank.order(order)).toEqual(transferred);
    expect(seen).toHaveLength(2);
    expect(tokensRead).toEqual([false, true]);
  });

  it('that stays refused is given up', async () => {
    const { bank, seen } = await banking((response) => answer(response, 401, {}));
    await expect(bank.order(order)).rejects.toEqual(trouble('unavailable', 'credential-refused'));
    expect(seen).toHaveLength(2);
  });
});

describe('a question', () => {
  it('what became of an order is asked by either id', async () => {
    const settled = { ...made, status: 'failed', reason: `AC04 ${'x'.repeat(500)}` };
    const { bank, seen } = await banking((response) => answer(response, 200, settled));
    const [one, other] = [await bank.transfer('trf/1', order), await bank.transferOf(order)];
    expect(one).toEqual(other);
    expect([one?.status, one?.reason?.length]).toEqual(['failed', 140]);
    expect(seen.map(({ url }) => url)).toEqual([
      '/transfers/trf%2F1',
      '/transfers?endToEndId=withdrawal-1',
    ]);
  });

  it('is answered with nothing only in the bank’s own words', async () => {
    const { bank } = await banking((response, nth) =>
      nth === 0 ? answer(response, 404, none) : answer(response, 404, '<h1>Not here</h1>'),
    );
    expect(await bank.transferOf(order)).toBeUndefined();
    await expect(bank.transferOf(order)).rejects.toEqual(trouble('unknown', 'not-json'));
  });

  it('about an incoming transaction gets an amount in minor units', async () => {
    const transaction = {
      bankTransactionId: 'txn_1',
      reference: 'thanks',
      amount: '12.30',
      currency: 'EUR',
      debtor: { name: 'Ada', iban: 'DE89370400440532013000' },
      bookedAt: '2026-11-23T10:00:00.000Z',
    };
    const { bank } = await banking((response, nth) =>
      answer(response, 200, nth === 0 ? transaction : { ...transaction, amount: '12.3.0' }),
    );
    expect(await bank.transaction('txn_1')).toEqual({
      bankConfirmationId: 'txn_1',
      amount: 1_230n,
      currency: 'EUR',
      debtorName: 'Ada',
      debtorIban: 'DE89370400440532013000',
      reference: 'thanks',
      bookedAt: '2026-11-23T10:00:00.000Z',
    });
    await expect(bank.transaction('txn_1')).rejects.toEqual(trouble('unknown', 'not-an-amount'));
  });

  it('for a statement gets XML, and nothing else', async () => {
    const { bank } = await banking((response, nth) =>
      answer(response, 200, nth === 0 ? '<?xml version="1.0"?><Document/>' : '{"ok":true}'),
    );
    expect(await bank.statement('2026-11-23')).toContain('<Document/>');
    await expect(bank.statement('2026-11-23')).rejects.toEqual(trouble('unknown', 'not-xml'));
  });

  it('is not read beyond its limit', async () => {
    const { bank } = await banking((response) => answer(response, 200, 'x'.repeat(300_000)));
    await expect(bank.transferOf(order)).rejects.toEqual(trouble('unavailable', 'no-answer'));
  });
});

describe('the circuit', () => {
  it('spares a bank that does not answer, until a probe succeeds', async () => {
    let nowMs = 0;
    const circuit = createCircuit({
      failuresMax: 3,
      openMs: 1_000,
      now: () => nowMs,
      onOpen: () => undefined,
    });
    const { bank, seen } = await banking(
      (response, nth) => answer(response, nth < 3 ? 500 : 200, nth < 3 ? '' : made),
      { circuit },
    );
    await expect(bank.order(order)).rejects.toEqual(trouble('unavailable', 'status-500'));
    await expect(bank.order(order)).rejects.toEqual(trouble('unavailable', 'circuit-open'));
    expect(seen).toHaveLength(3);
    nowMs = 1_000;
    expect(await bank.order(order)).toEqual(transferred);
  });
});
