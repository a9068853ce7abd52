import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { sandboxWorld, startMs, webhookSecret } from './sandbox-world.ts';

const payment = {
  reference: 'ASY-7K3M',
  amount: '1000',
  debtorName: 'Ada Lovelace',
  debtorIban: 'DE89 3704 0044 0532 0130 00',
};

describe('money coming in', () => {
  it('is booked, told by a signed message, and found again by its id', async () => {
    const { control, bank, deliveries, pass } = sandboxWorld();
    const booked = await control('POST', '/_local/bank/transfers', payment);
    expect(booked.status).toBe(201);
    await pass(0);

    const [message] = deliveries;
    const { type, data } = JSON.parse(message?.body ?? '{}');
    expect(type).toBe('transfer.received');
    expect(data).toEqual({
      bankTransactionId: booked.json.bankTransactionId,
      reference: 'ASY-7K3M',
      amount: '1000.00',
      currency: 'EUR',
      debtor: { name: 'Ada Lovelace', iban: 'DE89370400440532013000' },
      bookedAt: '2026-11-23T09:00:00.000Z',
    });
    const looked = await bank('GET', `/transactions/${data.bankTransactionId}`);
    expect(looked.json).toEqual({ ...data, status: 'booked' });
  });

  it('signs as Standard Webhooks has it, over the raw body and the time of the attempt', async () => {
    const { control, deliveries, pass } = sandboxWorld();
    await control('POST', '/_local/bank/transfers', payment);
    await pass(0);
    const { headers, body } = deliveries[0] as (typeof deliveries)[number];
    expect(headers['webhook-timestamp']).toBe(String(startMs / 1_000));
    expect(headers['webhook-signature']).toBe(
      new Webhook(webhookSecret).sign(headers['webhook-id'] as string, new Date(startMs), body),
    );
  });
});

describe('a message of the bank', () => {
  it('is told again, with the same id and a new signature, until it is taken', async () => {
    const { control, deliveries, pass } = sandboxWorld({
      answer: (nth) => [500, 401, 202][nth] ?? 202,
    });
    await control('POST', '/_local/bank/transfers', payment);
    await pass(0);
    await pass(1_000);
    await pass(5_000);
    await pass(86_400_000);
    expect(deliveries.map(({ atMs }) => atMs - startMs)).toEqual([0, 1_000, 6_000]);
    expect(new Set(deliveries.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(new Set(deliveries.map(({ headers }) => headers['webhook-signature'])).size).toBe(3);
  });

  it('is told by the next process when this one ended before anybody took it', async () => {
    const first = sandboxWorld({
      answer: () => {
        throw new Error('nobody listens');
      },
    });
    await first.control('POST', '/_local/bank/transfers', payment);
    await first.pass(0);
    expect(first.deliveries).toHaveLength(1);

    const second = sandboxWorld({ storage: first.storage, nowMs: startMs + 1_000 });
    await second.pass(0);
    expect(second.deliveries.map(({ body }) => body)).toEqual(
      first.deliveries.map(({ body }) => body),
    );
    await second.pass(86_400_000);
    expect(second.deliveries).toHaveLength(1);
  });

  it('does not wait for a message that hangs', async () => {
    const { control, deliveries, pass } = sandboxWorld({
      answer: (nth) => (nth === 0 ? new Promise<number>(() => undefined) : 202),
    });
    await control('POST', '/_local/bank/transfers', payment);
    await pass(0);
    await control('PUT', '/_local/bank/behaviour', { webhook: 'late' });
    await control('POST', '/_local/bank/transfers', payment);
    await pass(60_000);
    expect(deliveries).toHaveLength(2);
  });
});

describe('how the bank tells', () => {
  it.each([
    ['twice', [0, 200]],
    ['late', [60_000]],
    ['never', []],
    ['once', [0]],
  ])('behaves as told: %s', async (webhook, times) => {
    const { control, deliveries, pass } = sandboxWorld();
    await control('PUT', '/_local/bank/behaviour', { webhook });
    await control('POST', '/_local/bank/transfers', payment);
    await pass(0);
    await pass(200);
    await pass(60_000);
    await pass(86_400_000);
    expect(deliveries.map(({ atMs }) => atMs - startMs)).toEqual(times);
  });

  it('behaves as told: before-answer', async () => {
    const { control, deliveries } = sandboxWorld();
    await control('PUT', '/_local/bank/behaviour', { webhook: 'before-answer' });
    await control('POST', '/_local/bank/transfers', payment);
    expect(deliveries).toHaveLength(1);
  });

  it('keeps its behaviour over a restart', async () => {
    const first = sandboxWorld();
    await first.control('PUT', '/_local/bank/behaviour', { outgoing: 'fail' });
    const second = sandboxWorld({ storage: first.storage });
    expect((await second.control('GET', '/_local/bank/behaviour')).json).toMatchObject({
      outgoing: 'fail',
      webhook: 'once',
      api: 'up',
    });
  });
});

describe('what is no payment', () => {
  it.each([
    ['a number for an amount', { ...payment, amount: 1000 }, 'amount'],
    ['nothing', { ...payment, amount: '0.00' }, 'amount'],
    ['less than nothing', { ...payment, amount: '-5.00' }, 'amount'],
    ['parts of a cent', { ...payment, amount: '1.005' }, 'amount'],
    ['an exponent', { ...payment, amount: '1e3' }, 'amount'],
    ['a wrong IBAN', { ...payment, debtorIban: 'DE00370400440532013000' }, 'debtorIban'],
    ['no reference', { ...payment, reference: ' ' }, 'reference'],
  ])('%s is refused, and nothing is booked', async (_, body, path) => {
    const { control, deliveries, pass } = sandboxWorld();
    const refused = await control('POST', '/_local/bank/transfers', body);
    expect(refused.status).toBe(400);
    expect(refused.headers['content-type']).toBe('application/problem+json');
    expect(refused.json.errors[0].path).toBe(path);
    await pass(1_000);
    expect(deliveries).toEqual([]);
    expect((await control('GET', '/_local/bank/transfers')).json.received).toEqual([]);
  });

  it.each(['', '{', '[]', '{"amount":"1.00"}', JSON.stringify({ ...payment, more: 1 })])(
    'a body of %j is answered with an example',
    async (body) => {
      const refused = await sandboxWorld().control('POST', '/_local/bank/transfers', body);
      expect(refused.status).toBe(400);
      expect(refused.json.detail).toContain('"debtorName"');
    },
  );
});
