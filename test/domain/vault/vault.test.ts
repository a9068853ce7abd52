import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatGrams, tradableStep } from '../../../domain/shared/gold.ts';
import {
  evenLots,
  lotsOfBar,
  returnToLots,
  splitOverLots,
  stretchOf,
} from '../../../domain/vault/lots.ts';
import { type ReceiveBar, vault } from '../../../domain/vault/vault.ts';
import { fineWeightOf } from '../../../domain/vault/weight.ts';
import { specification } from '../../support/given.ts';

const given = specification(vault);
const at = '2026-11-23T10:00:00.000Z';
const receive: ReceiveBar = {
  type: 'ReceiveBar',
  vaultId: 'main',
  barSerial: 'AB123456',
  refiner: 'Example Refinery',
  grossWeight: '401.125',
  fineness: '0.9958',
  at,
};
const history = vault.decide(receive, vault.initialState);
const fine = 12_423_972_772n;

describe('fine weight', () => {
  it('is the LBMA’s: 401.125 oz of 0.9958 are 399.440 oz fine', () => {
    const weight = fineWeightOf('401.125', '0.9958');
    expect(weight.fineOunces).toBe('399.440');
    expect(formatGrams(weight.fineMicrograms)).toBe('12423.972772');
  });

  it.each([
    ['0', '0.9958'],
    ['-1', '0.9958'],
    ['401.1255', '0.9958'],
    ['12476', '0.9958'],
    ['401.125', '0'],
    ['401.125', '1.0001'],
    ['401.125', '995.8'],
    ['401.125', '0.99585'],
    ['4e2', '0.9958'],
    ['', ''],
  ])('refuses %j of %j', (grossWeight, fineness) =>
    given()
      .when({ ...receive, grossWeight, fineness })
      .thenRejects('vault.invalid-bar'),
  );
});

describe('a vault', () => {
  it('receives a bar and opens sixteen lots that hold all of it', () => {
    given()
      .when(receive)
      .thenLike({
        type: 'BarReceived',
        data: {
          grossWeight: '401.125',
          fineness: '0.9958',
          fineOunces: '399.440',
          fineGrams: '12423.972772',
        },
      });
    const lots = history[0]?.type === 'BarReceived' ? history[0].data.lots : [];
    expect(lots).toHaveLength(16);
    expect(lots[0]).toEqual({ lotId: 'AB123456.01', goldAmount: '776.498300' });
    expect(lots[15]).toEqual({ lotId: 'AB123456.16', goldAmount: '776.498272' });
  });

  it('knows a bar by its serial number', () =>
    given(...history)
      .when(receive)
      .thenRejects('vault.bar-known'));

  it('releases a bar of which nothing is allocated', () => {
    const release = { type: 'ReleaseBar', barSerial: 'AB123456', at } as const;
    given(...history)
      .when({ ...release, remaining: fine })
      .thenLike({
        type: 'BarReleased',
        data: { fineGrams: '12423.972772', refiner: 'Example Refinery' },
      });
    given(...history)
      .when({ ...release, remaining: fine - 100n })
      .thenRejects('vault.bar-in-use');
    given()
      .when({ ...release, remaining: fine })
      .thenRejects('vault.bar-unknown');
    expect(
      given(...history)
        .when({ ...release, remaining: fine })
        .state(),
    ).toMatchObject({ fine: 0n, bars: {} });
  });
});

const sum = (parts: readonly { readonly goldAmount: bigint }[]) =>
  parts.reduce((total, part) => total + part.goldAmount, 0n);
const lotsArbitrary = fc
  .array(fc.bigInt({ min: 0n, max: 10n ** 9n }), { maxLength: 40 })
  .map((amounts) => amounts.map((remaining, index) => ({ lotId: `lot-${index}`, remaining })));

describe('lots', () => {
  it('of a bar hold exactly the bar', () =>
    fc.assert(
      fc.property(
        fc.bigInt({ min: 1n, max: 10n ** 11n }),
        fc.integer({ min: 1, max: 64 }),
        (bar, count) => {
          const lots = evenLots('B', bar, count);
          expect(sum(lots)).toBe(bar);
          expect(new Set(lots.map((lot) => lot.lotId)).size).toBe(count);
          for (const lot of lots.slice(0, -1)) expect(lot.goldAmount % tradableStep).toBe(0n);
        },
      ),
    ));

  it('give exactly what is asked, never more than they have, or refuse', () =>
    fc.assert(
      fc.property(lotsArbitrary, fc.bigInt({ min: 1n, max: 10n ** 8n }), (lots, steps) => {
        const goldAmount = steps * tradableStep;
        const obtainable = lots.reduce(
          (total, lot) => total + lot.remaining - (lot.remaining % tradableStep),
          0n,
        );
        if (goldAmount > obtainable) {
          expect(() => splitOverLots(goldAmount, lots)).toThrow(
            expect.objectContaining({ code: 'vault.empty' }),
          );
          return;
        }
        const parts = splitOverLots(goldAmount, lots);
        expect(sum(parts)).toBe(goldAmount);
        expect(new Set(parts.map((part) => part.lotId)).size).toBe(parts.length);
        for (const { lotId, goldAmount: taken } of parts) {
          expect(taken > 0n && taken % tradableStep === 0n).toBe(true);
          expect(taken <= (lots.find((lot) => lot.lotId === lotId)?.remaining ?? 0n)).toBe(true);
        }
      }),
    ));

  it('are taken in the order given while one suffices', () => {
    const lots = [
      { lotId: 'a', remaining: 100n },
      { lotId: 'b', remaining: 200n },
      { lotId: 'c', remaining: 900n },
    ];
    expect(splitOverLots(200n, lots)).toEqual([{ lotId: 'b', goldAmount: 200n }]);
    expect(splitOverLots(1_000n, lots)).toEqual([
      { lotId: 'c', goldAmount: 900n },
      { lotId: 'b', goldAmount: 100n },
    ]);
  });

  it('take back no more than they gave', () => {
    const lots = [
      { lotId: 'a', remaining: 500n, openedWith: 900n },
      { lotId: 'b', remaining: 0n, openedWith: 900n },
    ];
    expect(returnToLots(1_000n, lots)).toEqual([
      { lotId: 'b', goldAmount: 900n },
      { lotId: 'a', goldAmount: 100n },
    ]);
    expect(() => returnToLots(1_400n, lots)).toThrow(RangeError);
    // All of it to the first that has the room, although the other has more.
    expect(returnToLots(400n, lots)).toEqual([{ lotId: 'a', goldAmount: 400n }]);
  });
});

describe('a row of lots', () => {
  it('is filled one after the other, whoever is given first', () =>
    fc.assert(
      fc.property(
        fc.array(fc.bigInt({ min: 1n, max: 500n }), { minLength: 1, maxLength: 8 }),
        fc.array(fc.bigInt({ min: 0n, max: 300n }), { maxLength: 40 }),
        (sizes, wanted) => {
          const sizedLots = sizes.map((goldAmount, index) => ({ lotId: `${index}`, goldAmount }));
          const given = new Map<string, bigint>();
          let offset = 0n;
          for (const goldAmount of wanted) {
            if (offset + goldAmount > sum(sizedLots)) {
              expect(() => stretchOf(sizedLots, offset, goldAmount)).toThrow(RangeError);
              break;
            }
            const parts = stretchOf(sizedLots, offset, goldAmount);
            expect(parts.length).toBeGreaterThan(0);
            expect(sum(parts)).toBe(goldAmount);
            for (const part of parts)
              given.set(part.lotId, (given.get(part.lotId) ?? 0n) + part.goldAmount);
            offset += goldAmount;
          }
          for (const lot of sizedLots)
            expect((given.get(lot.lotId) ?? 0n) <= lot.goldAmount).toBe(true);
        },
      ),
    ));
});

describe('a bar that was bought for a pool', () => {
  const pool = { poolId: 'pool-1', goldAmount: 2_400_000n };

  it('has a lot that is the pool’s, and the house’s lots of the rest', () => {
    given()
      .when({ ...receive, pool })
      .thenLike({
        type: 'BarReceived',
        data: {
          fineGrams: '12423.972772',
          pool: { poolId: 'pool-1', lotId: 'AB123456.pool', goldAmount: '2.400000' },
        },
      });
    const { bars } = given()
      .when({ ...receive, pool })
      .state();
    const lots = lotsOfBar('AB123456', bars['AB123456'] ?? { fine: 0n });
    expect(sum(lots)).toBe(fine);
    expect(lots.at(-1)).toEqual({ lotId: 'AB123456.pool', goldAmount: 2_400_000n });
  });

  it('may be the pool’s altogether', () => {
    const whole = { ...receive, grossWeight: '1.000', fineness: '1.0000' };
    // Not a whole number of steps, which one member's gold out of two bars need not be.
    const all = 31_103_476n;
    expect(lotsOfBar('B', { fine: all, pooled: all })).toEqual([
      { lotId: 'B.pool', goldAmount: all },
    ]);
    given()
      .when({ ...whole, pool: { poolId: 'pool-1', goldAmount: all } })
      .thenLike({ type: 'BarReceived' });
  });

  it.each([
    ['nothing', 0n],
    ['more than the bar', fine + 100n],
  ])('is refused when the pool owns %s of it', (_, goldAmount) =>
    given()
      .when({ ...receive, pool: { poolId: 'pool-1', goldAmount } })
      .thenRejects('vault.invalid-bar'),
  );
});
