import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { behave, type Payee, paidBy, pass, payeesWith } from './money-out.ts';
import { nowOf, openPlatform, type Platform } from './platform.ts';

/** Everything that a bank can do to a payment, told by what its customer sees in the end. */

let platform: Platform;
let payee: Payee;
let available = 100_000;

beforeAll(async () => {
  platform = await openPlatform();
  [payee] = await payeesWith(platform, '1000.00');
}, 240_000);

afterAll(async () => {
  await platform?.stop();
});

const usual = { outgoing: 'settle', webhook: 'before-answer', api: 'up' };

/** Asks for 10.00 of a bank that behaves like that. */
const withdrawWhile = async (behaviour: object): Promise<string> => {
  await behave(platform, { ...usual, ...behaviour });
  const id = await payee.withdraw('10.00');
  await platform.cloud.idle();
  return id;
};

/** What became of it, and that not a cent is lost or made. */
const expectEnd = async (id: string, status: string, isPaid: boolean) => {
  if (isPaid) available -= 1_000;
  expect(await payee.withdrawal(id)).toMatchObject({ status });
  expect(await payee.wallet()).toEqual({
    available: (available / 100).toFixed(2),
    reserved: '0.00',
  });
  expect((await payee.history(id)).status).toBe(status);
};

const signedWebhook = (type: string, data: object) => {
  const at = new Date(Date.now() + offsetMs);
  const body = JSON.stringify({ type, timestamp: at.toISOString(), data });
  const secret = JSON.parse(platform.cloud.secrets.read('assay/local/bank/webhook')).current;
  return platform.webhook(
    {
      'webhook-id': `message-${type}`,
      'webhook-timestamp': `${Math.floor(at.getTime() / 1_000)}`,
      'webhook-signature': new Webhook(secret).sign(`message-${type}`, at, body),
    },
    body,
  );
};
let offsetMs = 0;
const clock = async () => {
  offsetMs = Date.parse(await nowOf(platform)) - Date.now();
};

describe('a bank that tells', () => {
  it.each(['before-answer', 'twice'])('%s pays once', async (webhook) => {
    const id = await withdrawWhile({ webhook });
    await pass(platform, '5s');
    await expectEnd(id, 'completed', true);
    expect(await paidBy(platform, id)).toEqual(['completed']);
  });

  it('late is waited for', async () => {
    const id = await withdrawWhile({ webhook: 'late' });
    await pass(platform, '30s');
    expect(await payee.withdrawal(id)).toMatchObject({ status: 'processing' });
    await pass(platform, '60s');
    await expectEnd(id, 'completed', true);
  });

  it('never is asked, and pays once', async () => {
    const id = await withdrawWhile({ webhook: 'never' });
    await pass(platform, '14m');
    expect(await payee.withdrawal(id)).toMatchObject({ status: 'processing' });
    await pass(platform, '2m');
    await expectEnd(id, 'completed', true);
    expect(await paidBy(platform, id)).toEqual(['completed']);
  });
});

describe('a bank in trouble', () => {
  it('that answers 500 after the work has paid once', async () => {
    const id = await withdrawWhile({ outgoing: 'error-after-work', webhook: 'never' });
    await behave(platform, usual);
    await pass(platform, '16m');
    await expectEnd(id, 'completed', true);
    expect(await paidBy(platform, id)).toEqual(['completed']);
  });

  it.each(['down', 'nonsense'])('that is %s gets the order once it is well', async (api) => {
    const id = await withdrawWhile({ api, webhook: 'never' });
    expect(await payee.withdrawal(id)).toMatchObject({ status: 'processing' });
    const cancelled = await payee.call('DELETE', `/v1/withdrawals/${id}`);
    expect([cancelled.status, cancelled.body.code]).toEqual([422, 'withdrawal.processing']);
    await behave(platform, { ...usual, webhook: 'once' });
    await pass(platform, '16m');
    await pass(platform, '5s');
    await expectEnd(id, 'completed', true);
    expect(await paidBy(platform, id)).toEqual(['completed']);
  });

  it('that hangs keeps the money reserved, and ends it when it speaks', async () => {
    const id = await withdrawWhile({ outgoing: 'hang' });
    await pass(platform, '2h');
    expect(await payee.withdrawal(id)).toMatchObject({ status: 'processing' });
    expect((await payee.wallet()).reserved).toBe('10.00');
    await clock();
    const [{ bankTransferId }] = (
      await platform.control('GET', '/_local/bank/transfers')
    ).body.paid.filter(({ endToEndId }: never) => endToEndId === id);
    const word = { bankTransferId, endToEndId: id, reason: 'AC06: blocked account' };
    expect((await signedWebhook('transfer.failed', word)).status).toBe(202);
    await platform.cloud.idle();
    await expectEnd(id, 'failed', false);
  });
});

describe('a bank that sends the money back', () => {
  it('days later credits it once, however often it says so', async () => {
    const id = await withdrawWhile({ outgoing: 'return', returnAfter: '2h' });
    await expectEnd(id, 'completed', true);
    await behave(platform, { webhook: 'twice' });
    await pass(platform, '2h');
    available += 1_000;
    await expectEnd(id, 'returned', false);
    await clock();
    const word = { bankTransferId: 'again', endToEndId: id };
    expect((await signedWebhook('transfer.returned', word)).status).toBe(202);
    expect((await signedWebhook('transfer.completed', word)).status).toBe(202);
    await platform.cloud.idle();
    await expectEnd(id, 'returned', false);
  });
});

describe('a webhook', () => {
  it('of a transfer that is none of ours is taken, and changes nothing', async () => {
    await clock();
    const word = { bankTransferId: 'trf-x', endToEndId: 'nobody-ordered-this' };
    expect((await signedWebhook('transfer.completed', word)).status).toBe(202);
    const odd = await signedWebhook('transfer.completed', { endToEndId: 'x' });
    expect([odd.status, odd.body.code]).toEqual([400, 'request.invalid']);
  });

  it('that contradicts the end changes nothing', async () => {
    await behave(platform, usual);
    const id = await withdrawWhile({ outgoing: 'fail' });
    await expectEnd(id, 'failed', false);
    for (const type of ['transfer.completed', 'transfer.returned']) {
      await clock();
      const word = { bankTransferId: 'trf-y', endToEndId: id };
      expect((await signedWebhook(type, word)).status).toBe(202);
    }
    await platform.cloud.idle();
    await expectEnd(id, 'failed', false);
  });
});
