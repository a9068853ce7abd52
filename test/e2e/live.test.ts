import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newKey } from './money-out.ts';
import { customerWith, openPlatform, type Platform, payIn, tableOf, tokenOf } from './platform.ts';
import { openSockets, type Sockets } from './sockets.ts';

let platform: Platform;
let sockets: Sockets;
let ada: Awaited<ReturnType<typeof customerWith>>;
let grace: typeof ada;

const price = (pricePerGram: string) => platform.control('PUT', '/_local/market', { pricePerGram });

const buy = (token: string, grams: string) =>
  platform.call('POST', '/v1/purchases', {
    token,
    body: { grams },
    headers: newKey(),
  });

const listed = () => platform.rowsOf('CONNECTIONS_TABLE');

beforeAll(async () => {
  platform = await openPlatform();
  sockets = await openSockets(platform);
  await price('100.000000');
  ada = await customerWith(platform, '1000.00', 'Ada Lovelace');
  grace = await customerWith(platform, '1000.00', 'Grace Hopper');
}, 240_000);

afterAll(async () => {
  await sockets?.close(0);
  await platform?.cloud.idle();
  await platform?.stop();
});

describe('whoever connects', () => {
  it('needs a ticket: none, a forged, a used or an old one opens nothing', async () => {
    const anonymous = await platform.call('POST', '/v1/live-tickets', { body: {} });
    expect(anonymous.status).toBe(401);
    const forged = await platform.call('POST', '/v1/live-tickets', { token: 'e30.e30.x' });
    expect(forged.status).toBe(401);
    expect(await sockets.refused('assay.v1')).toBe(401);
    expect(await sockets.refused('assay.v1', 'A'.repeat(32))).toBe(401);
    expect(await sockets.refused('assay.v1', ada.token)).toBe(401);
    expect(await sockets.refused(await sockets.ticketOf(ada.token))).toBe(401);
    const ticket = await sockets.ticketOf(ada.token);
    const { socket } = await sockets.open(ticket);
    expect(socket.protocol).toBe('assay.v1');
    expect(await sockets.refused('assay.v1', ticket)).toBe(401);
    socket.close();
    await once(socket, 'close');
    const old = await sockets.ticketOf(ada.token);
    await platform.control('POST', '/_local/clock', { advance: '31s' });
    expect(await sockets.refused('assay.v1', old)).toBe(401);
  });

  it('gets an answer to whatever it says, and is unlisted when it goes', async () => {
    const page = await sockets.connect(ada.token);
    expect((await listed()).filter(({ audience }) => audience === ada.userId)).toHaveLength(1);
    page.socket.send('are you there?');
    expect(await page.hears('pong')).toEqual({});
    page.socket.close();
    await once(page.socket, 'close');
    await expect.poll(listed).toEqual([]);
  });

  it('may have ten pages open, and not eleven', async () => {
    const pages = await Promise.all(Array.from({ length: 10 }, () => sockets.connect(ada.token)));
    expect(await sockets.refused('assay.v1', await sockets.ticketOf(ada.token))).toBe(429);
    for (const { socket } of pages) socket.close();
    await expect.poll(listed).toEqual([]);
    (await sockets.connect(ada.token)).socket.terminate();
    await expect.poll(listed).toEqual([]);
  });
});

describe('news of one’s own', () => {
  it('money comes at once, with a version, and never to anybody else', async () => {
    const mine = await sockets.connect(ada.token);
    const second = await sockets.connect(ada.token);
    const hers = await sockets.connect(grace.token);
    const { body } = await buy(ada.token, '1');
    const { version } = await mine.hears('wallet', ({ reserved }) => reserved === '0.00');
    expect(await second.hears('wallet')).toMatchObject({ version, currency: 'EUR' });
    expect(await mine.hears('portfolio')).toMatchObject({ grams: '1.000000', version });
    expect(await mine.hears('transaction')).toMatchObject({
      transactionId: body.purchaseId,
      type: 'purchase',
      status: 'completed',
      amount: body.totalCost,
    });
    await price('101.000000');
    expect(await mine.hears('portfolio', ({ value }) => value !== undefined)).toMatchObject({
      value: '100.49',
      price: { spot: '101.000000' },
      version,
    });
    await hers.hears('price');
    await platform.cloud.idle();
    expect(new Set(hers.news.map(({ type }) => type))).toEqual(new Set(['price']));
    for (const { socket } of [mine, second, hers]) socket.close();
    await expect.poll(listed).toEqual([]);
  });
});

describe('news for many', () => {
  it('of the price comes to everybody, as the API tells it', async () => {
    const others = [];
    for (let n = 0; n < 3; n++) others.push(await customerWith(platform, '0'));
    const people = [ada, grace, ...others];
    const pages = await Promise.all(
      Array.from({ length: 50 }, (_, n) => sockets.connect(people[n % 5]?.token ?? '')),
    );
    await price('105.000000');
    const told = await Promise.all(
      pages.map(({ hears }) => hears('price', ({ spot }) => spot === '105.000000')),
    );
    const { body } = await platform.call('GET', '/v1/market/price');
    for (const each of told) expect({ ...each, ageSeconds: 0 }).toEqual({ ...body, ageSeconds: 0 });
    for (const { socket } of pages) socket.close();
    await expect.poll(listed).toEqual([]);
  });

  it('of work comes to those who work here, and tells of nobody', async () => {
    const operator = await sockets.connect(await tokenOf(platform, 'operator'));
    const customer = await sockets.connect(grace.token);
    const { reference } = grace;
    await payIn(platform, { reference, amount: '77.00', debtorName: 'Somebody Else' });
    expect(await operator.hears('work')).toEqual({ list: 'deposits' });
    expect(customer.news.filter(({ type }) => type === 'work')).toEqual([]);
    for (const { socket } of [operator, customer]) socket.close();
    await expect.poll(listed).toEqual([]);
  });
});

describe('what it costs', () => {
  it('forgets who is gone without a word, and tells the others', async () => {
    const page = await sockets.connect(grace.token);
    const [row] = await listed();
    await platform.cloud.dynamo.call({
      operation: 'PutItem',
      input: {
        TableName: tableOf(platform, 'CONNECTIONS_TABLE'),
        Item: {
          audience: { S: grace.userId },
          connectionId: { S: 'stale=' },
          connectedAt: { N: '0' },
        },
      },
      caller: { kind: 'cloud', name: 'test' },
    });
    await price('106.000000');
    await page.hears('price', ({ spot }) => spot === '106.000000');
    await expect
      .poll(async () => (await listed()).map((each) => each['connectionId']))
      .toEqual([row?.['connectionId']]);
    page.socket.close();
    await expect.poll(listed).toEqual([]);
  });

  it('costs a look, and no event, while nobody is there', async () => {
    const published = () =>
      Number(
        platform.meter.report().byDimension.find((row) => row.dimension === 'events.published')
          ?.quantity ?? 0,
      );
    await platform.cloud.idle();
    const before = published();
    const { body } = await buy(ada.token, '0.1');
    await platform.cloud.idle();
    const events = await platform.call('GET', `/v1/transactions/${body.purchaseId}/events`, {
      token: ada.token,
    });
    expect(published() - before).toBe(events.body.items.length);
  });
});
