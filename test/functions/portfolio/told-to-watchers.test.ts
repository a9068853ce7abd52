import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { handler as revalue } from '../../../functions/portfolio/revalue-watched.ts';
import { handler as holdings } from '../../../functions/projections/gold-holdings.ts';
import { getRow } from '../../../functions/shared/rows.ts';
import { batchOf } from '../market/recorded.ts';
import { at, openStore, type Store } from '../store/harness.ts';
import { connect, holdingRow, openBus, put, told, toldTo, userIdOf } from './derived.ts';

let store: Store;

beforeEach(async () => {
  store = await openStore();
  openBus();
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse(at) });
});
afterEach(() => {
  vi.useRealTimers();
});

const done = { batchItemFailures: [] };

describe('a changed holding', () => {
  const bought = told('GoldPurchaseCompleted', 'ada');

  it('is told of while its customer looks', async () => {
    await connect('ada');
    expect(await holdings(batchOf([bought]))).toEqual(done);
    expect(toldTo()).toMatchObject([
      {
        eventType: 'PortfolioUpdated',
        userId: userIdOf('ada'),
        aggregateId: bought.aggregateId,
        eventData: { grams: '2.000000', costBasis: '100.00', version: 3 },
        metadata: { causationId: bought.eventId },
      },
    ]);
  });

  it('is told of to nobody when nobody looks, for half a read unit', async () => {
    await connect('grace');
    store.resetMeter();
    await holdings(batchOf([bought]));
    expect(toldTo()).toEqual([]);
    expect(store.metered.get('dynamodb.rru connections')).toBe(0.5);
    expect(await getRow('gold_holdings', { walletId: bought.aggregateId })).toMatchObject({
      grams: '2.000000',
      version: 3,
    });
  });

  it('is told of again by a repeated delivery, with the same id, and not by a late one', async () => {
    await connect('ada');
    await holdings(batchOf([bought]));
    await holdings(batchOf([bought]));
    const late = told('GoldSold', 'ada', { stateVersion: 2 });
    await holdings(batchOf([late]));
    const ids = toldTo().map(({ eventId }) => eventId);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
  });

  it('is none when only money moved', async () => {
    await connect('ada');
    await holdings(batchOf([told('DepositConfirmed', 'ada')]));
    expect(toldTo()).toEqual([]);
  });
});

describe('a new price', () => {
  const price = (timestamp = at) =>
    told('MarketPriceUpdated', 'market', {
      timestamp,
      eventData: { priceId: 'p', goldPricePerGram: '100.000000', currency: 'EUR' },
    });

  it('revalues those who look, once each, and nobody else', async () => {
    for (const [name, grams] of [
      ['ada', '2.000000'],
      ['grace', '3.000000'],
      ['empty', '0.000000'],
    ] as const)
      await put('gold_holdings', holdingRow(name, grams));
    await connect('ada', 'phone');
    await connect('ada', 'desk');
    await connect('empty');
    await connect('nobody');
    expect(await revalue(batchOf([price()]))).toEqual(done);
    expect(toldTo()).toMatchObject([
      {
        eventType: 'PortfolioValuationUpdated',
        userId: userIdOf('ada'),
        eventData: { value: '199.00', unrealisedGain: '99.00', priceId: 'p', valuedAt: at },
      },
    ]);
  });

  it('that is a minute old has a successor, and revalues nobody', async () => {
    await put('gold_holdings', holdingRow('ada', '2.000000'));
    await connect('ada');
    await revalue(batchOf([price(new Date(Date.parse(at) - 60_001).toISOString())]));
    expect(toldTo()).toEqual([]);
  });
});
