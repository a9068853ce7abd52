import { describe, expect, it } from 'vitest';
import { sandboxWorld, startMs } from './sandbox-world.ts';

const payment = {
  reference: 'ASY-7K3M',
  amount: '1000',
  debtorName: 'Ada Lovelace',
  debtorIban: 'DE89 3704 0044 0532 0130 00',
};
const order = {
  endToEndId: 'withdrawal-1',
  amount: '100.00',
  currency: 'EUR',
  creditor: { name: 'Ada Lovelace', iban: 'DE89370400440532013000' },
};

const typesOf = (deliveries: readonly { readonly body: string }[]) =>
  deliveries.map(({ body }) => JSON.parse(body).type);

describe('money going out', () => {
  it('settles after a second and is told of', async () => {
    const { bank, deliveries, pass } = sandboxWorld();
    const made = await bank('POST', '/transfers', order);
    expect([made.status, made.json.status]).toEqual([201, 'processing']);
    await pass(999);
    expect(deliveries).toEqual([]);
    await pass(1);
    await pass(0);
    expect(typesOf(deliveries)).toEqual(['transfer.completed']);
    const { bankTransferId } = made.json;
    expect(JSON.parse(deliveries[0]?.body ?? '').data).toEqual({
      bankTransferId,
      endToEndId: 'withdrawal-1',
    });
    expect((await bank('GET', `/transfers/${bankTransferId}`)).json.status).toBe('completed');
    expect((await bank('GET', '/transfers?endToEndId=withdrawal-1')).json.status).toBe('completed');
  });

  it('is made once for each endToEndId', async () => {
    const { bank, deliveries, pass } = sandboxWorld();
    const first = await bank('POST', '/transfers', order);
    const again = await bank('POST', '/transfers', order);
    expect([again.status, again.json.bankTransferId]).toEqual([200, first.json.bankTransferId]);
    const other = await bank('POST', '/transfers', { ...order, amount: '100.01' });
    expect(other.status).toBe(409);
    await pass(5_000);
    await pass(0);
    expect(deliveries).toHaveLength(1);
  });

  it.each([
    ['fail', ['transfer.failed'], 'failed'],
    ['return', ['transfer.completed', 'transfer.returned'], 'returned'],
    ['hang', [], 'processing'],
  ])('behaves as told: %s', async (outgoing, types, status) => {
    const { control, bank, deliveries, pass } = sandboxWorld();
    await control('PUT', '/_local/bank/behaviour', { outgoing });
    const { json } = await bank('POST', '/transfers', order);
    await pass(1_000);
    await pass(0);
    await pass(48 * 3_600_000);
    await pass(0);
    expect(typesOf(deliveries)).toEqual(types);
    expect((await bank('GET', `/transfers/${json.bankTransferId}`)).json.status).toBe(status);
  });
});

describe('money going out as the bank was told', () => {
  it('behaves as told: error-after-work', async () => {
    const { control, bank, deliveries, pass } = sandboxWorld();
    await control('PUT', '/_local/bank/behaviour', { outgoing: 'error-after-work' });
    expect((await bank('POST', '/transfers', order)).status).toBe(500);
    await pass(1_000);
    await pass(0);
    expect(typesOf(deliveries)).toEqual(['transfer.completed']);
  });

  it('comes back when it was told to', async () => {
    const { control, bank, deliveries, pass } = sandboxWorld();
    await control('PUT', '/_local/bank/behaviour', { outgoing: 'return', returnAfter: '7d' });
    await bank('POST', '/transfers', order);
    await pass(1_000);
    await pass(7 * 86_400_000 - 1);
    expect(typesOf(deliveries)).toEqual(['transfer.completed']);
    await pass(1);
    await pass(0);
    expect(typesOf(deliveries)).toEqual(['transfer.completed', 'transfer.returned']);
    const odd = await control('PUT', '/_local/bank/behaviour', { returnAfter: 'soon' });
    expect([odd.status, odd.json.errors[0].path]).toEqual([400, 'returnAfter']);
  });

  it('is refused as told: nothing is carried out', async () => {
    const { control, bank, deliveries, pass } = sandboxWorld();
    await control('PUT', '/_local/bank/behaviour', { outgoing: 'refuse' });
    const refused = await bank('POST', '/transfers', order);
    expect([refused.status, refused.json.code]).toEqual([422, 'AC01']);
    await pass(5_000);
    expect(deliveries).toEqual([]);
    expect((await bank('GET', '/transfers?endToEndId=withdrawal-1')).status).toBe(404);
  });

  it('is told of before its order is answered, as told', async () => {
    const { control, bank, deliveries } = sandboxWorld();
    await control('PUT', '/_local/bank/behaviour', { webhook: 'before-answer' });
    const made = await bank('POST', '/transfers', order);
    expect([made.json.status, typesOf(deliveries)]).toEqual(['completed', ['transfer.completed']]);
  });

  it('settles in the next process when this one ended before', async () => {
    const first = sandboxWorld();
    await first.bank('POST', '/transfers', order);
    const second = sandboxWorld({ storage: first.storage, nowMs: startMs + 60_000 });
    await second.pass(0);
    await second.pass(0);
    expect(typesOf(second.deliveries)).toEqual(['transfer.completed']);
  });
});

describe('the door of the bank', () => {
  it('opens to its credential alone', async () => {
    const { as } = sandboxWorld();
    const stranger = as('bank.sandbox.assay.test', { authorization: 'Bearer guess' });
    expect((await stranger('GET', '/transfers/x')).status).toBe(401);
    expect((await as('bank.sandbox.assay.test', {})('POST', '/transfers', order)).status).toBe(401);
  });

  it('is shut when told', async () => {
    const { control, bank } = sandboxWorld();
    await control('PUT', '/_local/bank/behaviour', { api: 'down' });
    expect((await bank('GET', '/transactions/x')).status).toBe(503);
  });

  it('does the work and talks nonsense when told', async () => {
    const { control, bank } = sandboxWorld();
    await control('PUT', '/_local/bank/behaviour', { api: 'nonsense' });
    const made = await bank('POST', '/transfers', order);
    expect([made.status, made.json]).toEqual([200, { result: 'ok' }]);
    await control('PUT', '/_local/bank/behaviour', { api: 'up' });
    expect((await bank('GET', '/transfers?endToEndId=withdrawal-1')).status).toBe(200);
  });

  it('says what it does not know', async () => {
    const { bank } = sandboxWorld();
    expect((await bank('GET', '/transactions/x')).status).toBe(404);
    expect((await bank('GET', '/statements/2026-13-40')).status).toBe(400);
    expect((await bank('DELETE', '/transfers')).headers['allow']).toBe('POST, GET');
  });
});

describe('a statement', () => {
  it('lists the day between its balances', async () => {
    const { control, bank, pass } = sandboxWorld();
    await control('POST', '/_local/bank/transfers', payment);
    await pass(86_400_000);
    await control('POST', '/_local/bank/transfers', {
      ...payment,
      amount: '0.10',
      debtorName: 'Tom & Jerry <Ltd>',
    });
    await bank('POST', '/transfers', order);
    await pass(1_000);
    const { body, headers } = await bank('GET', '/statements/2026-11-24');
    expect(headers['content-type']).toBe('application/xml');
    expect(body).toContain('urn:iso:std:iso:20022:tech:xsd:camt.053.001.08');
    expect(body).toMatch(/<Cd>OPBD<\/Cd>.*<Amt Ccy="EUR">1000\.00<\/Amt><CdtDbtInd>CRDT/);
    expect(body).toMatch(/<Cd>CLBD<\/Cd>.*<Amt Ccy="EUR">900\.10<\/Amt><CdtDbtInd>CRDT/);
    expect(body).toContain('<Nm>Tom &amp; Jerry &lt;Ltd&gt;</Nm>');
    expect(body.match(/<Ntry>/g)).toHaveLength(2);
    expect(body).toContain('<EndToEndId>withdrawal-1</EndToEndId>');
  });
});
