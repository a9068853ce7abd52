import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Faults } from '../../local/kernel/faults.ts';
import { newKey, type Payee, payeesWith } from './money-out.ts';
import { openPlatform, type Platform } from './platform.ts';
import { openSockets } from './sockets.ts';

/** Every event comes twice to everybody who is told of it. */
const twice: Faults = {
  arrivalsMs: (point) => (point === 'events.deliver' ? [0, 400] : [0]),
  rejection: () => undefined,
};
const phone = '+353861234567';

let platform: Platform;
let mary: Payee;

beforeAll(async () => {
  platform = await openPlatform(':memory:', { faults: twice });
  await platform.control('PUT', '/_local/market', { pricePerGram: '100.000000' });
  [mary] = await payeesWith(platform, '5000.00');
}, 240_000);

afterAll(async () => {
  await platform?.stop();
});

/** Longer than the queue waits before it gives a message again. */
const pastRedelivery = '10m';

/** What runs, or may at once; not what waits for its time. */
const running = (): number => {
  const { ready, inFlight } = platform.cloud.lambda.activity();
  return ready + inFlight + platform.cloud.activity().ready;
};

/** A delivery that meets the other while that one sends comes again later: time is moved, and nobody waits for it. */
const settled = async () => {
  await expect.poll(running, { timeout: 30_000 }).toBe(0);
  const { inFlight, delayed } = platform.cloud.activity();
  if (inFlight + delayed > 0)
    await platform.control('POST', '/_local/clock', { advance: pastRedelivery });
  await platform.cloud.idle();
};

const sentTo = async (to: string): Promise<string[]> => {
  await settled();
  const { body } = await platform.control('GET', `/_local/mailbox?to=${encodeURIComponent(to)}`);
  return body.items.map((mail: { subject?: string; text: string }) => mail.subject ?? mail.text);
};

interface Item {
  readonly title: string;
  readonly at: string;
  readonly read: boolean;
}
const inApp = async (): Promise<readonly Item[]> =>
  (await mary.call('GET', '/v1/notifications?limit=100')).body.items;
const timesTold = async (title: string) => {
  const mails = await sentTo(mary.email);
  const texts = await sentTo(phone);
  const items = await inApp();
  return {
    mails: mails.filter((each) => each.includes(title)).length,
    texts: texts.filter((each) => each.includes(title)).length,
    items: items.filter((each) => each.title.includes(title)).length,
  };
};

const buy = (grams: string) => mary.call('POST', '/v1/purchases', { grams });
const prefer = (body: object) => mary.call('PUT', '/v1/notifications/preferences', body);

describe('whatever happens to a person’s money', () => {
  it('is told once in the app and once by mail, though every event comes twice', async () => {
    await buy('1.5');
    await mary.call('POST', '/v1/price-alerts', { direction: 'above', threshold: '101.000000' });
    await platform.control('PUT', '/_local/market', { pricePerGram: '101.500000' });
    await mary.withdraw('50.00');
    for (const title of [
      'Your identity is confirmed',
      '5000.00 EUR has arrived',
      'A bank account was added',
      'You bought 1.5 g of gold for ',
      'Gold is above 101.000000 EUR a gram',
      'A withdrawal of 50.00 EUR was asked for',
      '50.00 EUR was paid to your bank account',
    ])
      expect([title, await timesTold(title)]).toEqual([title, { mails: 1, texts: 0, items: 1 }]);
    expect((await sentTo(mary.email)).filter((each) => each === 'Welcome to Assay')).toHaveLength(
      1,
    );
  });

  it('stands in the app newest first, unread until it was read', async () => {
    const items = await inApp();
    expect(items.map(({ at }) => at)).toEqual(
      items
        .map(({ at }) => at)
        .toSorted()
        .toReversed(),
    );
    expect(items.every(({ read }) => !read)).toBe(true);
    const until = items[2]?.at;
    await mary.call('POST', '/v1/notifications/reads', { until });
    await mary.call('POST', '/v1/notifications/reads', { until: '2020-01-01T00:00:00.000Z' });
    const after = await inApp();
    expect(after.filter(({ read }) => !read).every(({ at }) => at > `${until}`)).toBe(true);
    expect(after[2]?.read).toBe(true);
    await mary.call('POST', '/v1/notifications/reads', { until: '2999-01-01T00:00:00.000Z' });
    expect((await inApp()).every(({ read }) => read)).toBe(true);
    const [first, second] = [
      await mary.call('GET', '/v1/notifications?limit=1'),
      await mary.call('GET', '/v1/notifications?limit=2'),
    ];
    const next = await mary.call(
      'GET',
      `/v1/notifications?limit=1&cursor=${first.body.nextCursor}`,
    );
    expect(next.body.items[0]).toEqual(second.body.items[1]);
  });

  it('comes to an open page at once', async () => {
    const sockets = await openSockets(platform);
    const session = await platform.call('POST', '/v1/sessions', {
      body: { email: mary.email, password: 'Correct-Horse-9' },
    });
    const page = await sockets.connect(session.body.accessToken);
    await buy('0.25');
    expect(await page.hears('notification')).toMatchObject({
      title: expect.stringContaining('You bought 0.25 g'),
      security: false,
    });
    await sockets.close(0);
    await settled();
  });
});

describe('the ways of being told', () => {
  it('are what the person prefers; a text message needs a number', async () => {
    const { body: usual } = await mary.call('GET', '/v1/notifications/preferences');
    expect(usual).toEqual({ channels: ['email'] });
    const refused = await prefer({ channels: ['sms'] });
    expect([refused.status, refused.body.code]).toEqual([422, 'notifications.phone-required']);
    for (const body of [
      { channels: ['sms'], phone: '0861234567' },
      { channels: ['pigeon'] },
      { channels: 'email' },
      {},
    ])
      expect((await prefer(body)).status).toBe(400);
    const chosen = await prefer({ channels: ['sms'], phone });
    expect([chosen.status, chosen.body]).toEqual([200, { channels: ['sms'], phone }]);
    expect((await mary.call('GET', '/v1/notifications/preferences')).body).toEqual(chosen.body);
    await buy('0.125');
    expect(await timesTold('You bought 0.125 g')).toEqual({ mails: 0, texts: 1, items: 1 });
    await prefer({ channels: [] });
    await buy('0.0625');
    expect(await timesTold('You bought 0.0625 g')).toEqual({ mails: 0, texts: 0, items: 1 });
  });

  it('are all there are for what concerns security, whatever the person prefers', async () => {
    await mary.withdraw('60.00');
    expect(await timesTold('A withdrawal of 60.00 EUR was asked for')).toEqual({
      mails: 1,
      texts: 1,
      items: 1,
    });
    const removed = await mary.call('DELETE', `/v1/bank-accounts/${mary.bankAccountId}`, {});
    expect(removed.status).toBe(200);
    expect(await timesTold('A bank account was removed')).toEqual({ mails: 1, texts: 1, items: 1 });
    const codes = await mary.call('DELETE', '/v1/me/mfa', {});
    expect(codes.status).toBe(200);
    expect((await timesTold('Signing in asks for no code any more')).mails).toBe(1);
  });

  it('show no phone number to whoever reads the tables', async () => {
    for (const table of ['EVENTS_TABLE', 'NOTIFICATIONS_TABLE', 'USER_ACCOUNTS_TABLE'])
      expect(JSON.stringify(await platform.rowsOf(table))).not.toContain(phone.slice(1));
  });

  it('are everybody’s own', async () => {
    const anonymous = await platform.call('GET', '/v1/notifications', { headers: newKey() });
    expect(anonymous.status).toBe(401);
  });
});
