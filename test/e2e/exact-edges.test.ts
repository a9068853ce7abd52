import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { assemblyFolder } from '../../local/start/builds.ts';
import { moveUntil } from '../simulation/clockwork.ts';
import { drain, openStage, type Stage } from '../simulation/stage.ts';
import { noFaults } from '../simulation/weather.ts';

/**
 * The edges in time, to the millisecond and through every layer: each story is told in virtual time, which stands
 * still while somebody asks.
 */
let assembly: string;
let stage: Stage | undefined;

beforeAll(async () => {
  assembly = await assemblyFolder({ root: join(import.meta.dirname, '../..') });
}, 240_000);

afterEach(() => {
  stage?.close();
  stage = undefined;
});

const withinMs = 60_000;
const credentials = { email: 'ada@assay.test', password: 'Correct-Horse-9' };

/** A world that begins some minutes before an edge, in which Ada has money and the market keeps to its calendar. */
const worldBefore = async (edge: string, minutes: number) => {
  const startMs = Date.parse(edge) - minutes * 60_000;
  const world = await openStage({ assembly, beginning: { startMs }, seed: 1, rates: noFaults });
  stage = world;
  const { timeline, call, control } = world;
  const passing = <Value>(work: Promise<Value>) => moveUntil(timeline, work, withinMs);
  await passing(
    call('POST', '/v1/users', {
      body: { ...credentials, fullName: 'Ada Lovelace', country: 'IE' },
    }),
  );
  const session = await passing(call('POST', '/v1/sessions', { body: credentials }));
  const token: string = session.body.accessToken;
  const wallet = await passing(call('GET', '/v1/wallet', { token }));
  await control('POST', '/_local/bank/transfers', {
    reference: wallet.body.depositInstructions.reference,
    amount: '500.00',
    debtorName: 'Ada Lovelace',
    debtorIban: 'DE89370400440532013000',
  });
  // News of the market is ordered by its time, which only moves when it is told to.
  await timeline.advance(1_000);
  await passing(control('PUT', '/_local/market/session', { open: 'calendar' }));
  await timeline.advance(1_000);
  await passing(control('PUT', '/_local/market', { pricePerGram: '100.00' }));
  expect(await drain(world, withinMs)).toBe(true);
  let orders = 0;
  return {
    world,
    /** Moves to an instant and stays there. */
    at: (instant: number | string) =>
      timeline.advance(
        (typeof instant === 'string' ? Date.parse(instant) : instant) - timeline.now(),
      ),
    /** What a quote and an order without one are answered now: the codes of refusals, or 201. */
    trade: async (): Promise<readonly [quote: number | string, order: number | string]> => {
      const nowMs = timeline.now();
      orders += 1;
      const quote = await call('POST', '/v1/quotes', {
        token,
        body: { side: 'buy', grams: '0.01' },
      });
      const order = await call('POST', '/v1/purchases', {
        token,
        key: `order ${orders}`,
        body: { grams: '0.01' },
      });
      expect(timeline.now()).toBe(nowMs);
      const told = ({ status, code }: { readonly status: number; readonly code: string }) =>
        code === '' ? status : code;
      return [told(quote), told(order)];
    },
    price: async () => (await call('GET', '/v1/market/price')).body,
  };
};

const done = [201, 201];
const closed = ['market.closed', 'market.closed'];
const stale = ['market.stale-price', 'market.stale-price'];

describe('a price', () => {
  it('may be 119.999 seconds old, and not 120', async () => {
    const { world, at, trade, price } = await worldBefore('2026-11-24T15:00:00.000Z', 5);
    const sources = { goldapi: 'down', 'metals-dev': 'html', metalpriceapi: 'old' };
    await world.control('PUT', '/_local/market/sources', sources);
    const updatedMs = Date.parse((await price()).updatedAt);
    await at(updatedMs + 119_999);
    expect(await trade()).toEqual(done);
    await at(updatedMs + 120_000);
    expect(await trade()).toEqual(stale);
    expect((await price()).ageSeconds).toBe(120);
  }, 60_000);
});

describe('the market', () => {
  it.each([
    ['the daily break begins', '2026-11-24T22:00:00.000Z', 'closes'],
    ['the daily break ends', '2026-11-24T23:00:00.000Z', 'opens'],
    ['the week begins', '2026-11-22T23:00:00.000Z', 'opens'],
    ['the week ends', '2026-11-27T22:00:00.000Z', 'closes'],
    // American clocks changed on 8 March, European ones follow on 29 March: 17:00 in New York is 21:00 UTC.
    ['a week ends while America alone has summer time', '2026-03-13T21:00:00.000Z', 'closes'],
    ['a week begins while America alone has summer time', '2026-03-15T22:00:00.000Z', 'opens'],
    // European clocks changed back on 25 October, American ones follow on 1 November.
    ['a break begins while America still has summer time', '2026-10-26T21:00:00.000Z', 'closes'],
    ['a break ends while America still has summer time', '2026-10-26T22:00:00.000Z', 'opens'],
    ['Good Friday comes, on the evening before', '2027-03-25T21:00:00.000Z', 'closes'],
    ['Easter is over', '2027-03-28T22:00:00.000Z', 'opens'],
  ])(
    'when %s (%s), %s at that very millisecond',
    async (_, edge, what) => {
      const { at, trade, price } = await worldBefore(edge, 5);
      const edgeMs = Date.parse(edge);
      await at(edgeMs - 1);
      expect(await trade()).toEqual(what === 'opens' ? closed : done);
      await at(edgeMs);
      expect(await trade()).toEqual(what === 'opens' ? done : closed);
      expect((await price()).session).toBe(what === 'opens' ? 'open' : 'closed');
    },
    60_000,
  );

  it('stays closed on a holiday, when any other evening would open it', async () => {
    const { at, trade } = await worldBefore('2026-12-24T23:00:00.000Z', 5);
    await at('2026-12-24T23:00:00.000Z');
    expect(await trade()).toEqual(closed);
  }, 60_000);
});
