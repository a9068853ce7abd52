import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gramsFromWire } from '../../domain/shared/gold.ts';
import { verifyChain } from '../../functions/shared/store/history.ts';
import { customerItems, gramsOf } from '../../scripts/populate/customers.ts';
import { populate } from '../../scripts/populate/populate.ts';
import { openPlatform, type Platform, tokenOf } from './platform.ts';

const customers = 600;
let platform: Platform;

beforeAll(async () => {
  platform = await openPlatform();
}, 240_000);

afterAll(async () => {
  await platform?.stop();
});

const unitsOf = (dimension: string): number =>
  Number(
    platform.meter.report().byDimension.find((row) => row.dimension === dimension)?.quantity ?? 0,
  );

/** Write units of a price, through every layer. */
const costOfPrice = async (pricePerGram: string): Promise<number> => {
  await platform.cloud.idle();
  platform.meter.reset();
  await platform.control('PUT', '/_local/market', { pricePerGram });
  await platform.cloud.idle();
  return unitsOf('dynamodb.wru') + unitsOf('events.published');
};

const startValuations = async () => {
  const start = platform.cloud.resources
    .ofType('AWS::Lambda::Function')
    .find(({ properties }) => `${properties['FunctionName']}`.endsWith('start-valuations'));
  await platform.cloud.lambda.invoke(start?.arn ?? '', {
    id: '0199d1a0-0c5e-7b1e-9a57-6f0c2b8d4e11',
    time: new Date(platform.world.timeline.now()).toISOString(),
  });
  await platform.cloud.idle();
};

const fill = (count: number) =>
  populate({ world: platform.world, resources: platform.cloud.resources, customers: count });

describe('a world filled with holders of gold', () => {
  it('holds what the vault has, twice as well as once', async () => {
    await fill(customers / 2);
    await fill(customers / 2);
    const holdings = await platform.rowsOf('GOLD_HOLDINGS_TABLE');
    const held = holdings.reduce((sum, { grams = '0' }) => sum + gramsFromWire(grams), 0n);
    const numbers = Array.from({ length: customers }, (_, number) => number);
    expect(held).toBe(numbers.reduce((sum, number) => sum + gramsOf(number), 0n));
    const token = await tokenOf(platform, 'operator');
    const { body: vault } = await platform.call('GET', '/v1/admin/vault', { token });
    expect(gramsFromWire(vault.allocatedGrams)).toBe(held);
    // Nobody is told of what was written beside the stream.
    expect(await platform.rowsOf('NOTIFICATIONS_TABLE')).toEqual([]);
  });

  it.each(['user-wallets', 'gold-holdings', 'transaction-history'])(
    'has the rows of %s that a rebuild makes',
    async (name) => {
      const token = await tokenOf(platform, 'admin');
      await platform.call('POST', `/v1/admin/projections/${name}/rebuilds`, { token, body: {} });
      await platform.cloud.idle();
      const { body } = await platform.call('GET', '/v1/admin/projections', { token });
      const { rebuild } = body.items.find((row: { name: string }) => row.name === name);
      expect(rebuild).toMatchObject({ restored: 0, corrected: 0, removed: 0 });
      expect(rebuild.rows).toBeGreaterThanOrEqual(customers);
    },
  );

  it('values everybody for a write unit each and next to nothing else', async () => {
    platform.meter.reset();
    await startValuations();
    const rows = await platform.rowsOf('PORTFOLIO_VALUATIONS_TABLE');
    expect(rows.filter(({ grams }) => grams !== '0.000000')).toHaveLength(customers);
    expect(unitsOf('dynamodb.wru')).toBe(customers);
    expect(unitsOf('events.published')).toBe(4);
  });

  it('pays no more for a price than an empty one', async () => {
    const before = await costOfPrice('101.00');
    await fill(customers);
    expect(await costOfPrice('102.00')).toBe(before);
  });

  it('has histories whose chains verify', async () => {
    const { events } = customerItems(
      7,
      { lotId: 'lot', goldAmount: gramsOf(7) },
      { currency: 'EUR', at: '2026-11-23T10:00:00.000Z' },
    );
    const items = (async function* all() {
      yield* events;
    })();
    expect(await verifyChain(items)).toEqual({ intact: true, version: 6 });
  });
});
