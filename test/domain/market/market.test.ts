import { describe, expect, it } from 'vitest';
import { consensusOf } from '../../../domain/market/consensus.ts';
import { market, type RecordPrices } from '../../../domain/market/market.ts';
import { specification } from '../../support/given.ts';

const given = specification(market);
const at = '2026-11-23T10:00:00.000Z';
const later = '2026-11-23T10:00:00.001Z';
const quote = (source: string, pricePerGram: bigint, quotedAt = at) => ({
  source,
  pricePerGram,
  at: quotedAt,
});
const poll = (price: bigint, time = at): RecordPrices => ({
  type: 'RecordPrices',
  priceId: 'price-2',
  currency: 'EUR',
  prices: [quote('goldapi', price, time)],
  at: time,
});
const first = market.decide({ ...poll(100_000_000n), priceId: 'price-1' }, market.initialState);

describe('a price', () => {
  it('is recorded at its first sight', () =>
    given()
      .when(poll(100_000_000n))
      .then({
        type: 'MarketPriceUpdated',
        data: {
          priceId: 'price-2',
          goldPricePerGram: '100.000000',
          currency: 'EUR',
          source: 'goldapi',
          sources: [{ source: 'goldapi', pricePerGram: '100.000000', outcome: 'used' }],
          updatedAt: at,
        },
      }));

  it('that moved less than a basis point within 60 s is no news', () => {
    given(...first)
      .when(poll(100_009_999n, '2026-11-23T10:00:59.999Z'))
      .thenNothing();
    given(...first)
      .when(poll(99_990_001n, later))
      .thenNothing();
  });

  it('is news when it moved a basis point or 60 s have passed', () => {
    given(...first)
      .when(poll(100_010_000n, later))
      .thenLike({ type: 'MarketPriceUpdated' });
    given(...first)
      .when(poll(99_990_000n, later))
      .thenLike({ type: 'MarketPriceUpdated' });
    given(...first)
      .when(poll(100_000_000n, '2026-11-23T10:01:00.000Z'))
      .thenLike({ type: 'MarketPriceUpdated' });
  });

  it('says what it moved from, of the day before too', () => {
    given(...first)
      .when(poll(101_000_000n, later))
      .thenLike({ data: { previousPricePerGram: '100.000000' } });
    given()
      .when({ ...poll(100_000_000n), carriedPricePerGram: 99_000_000n })
      .thenLike({ data: { previousPricePerGram: '99.000000' } });
  });

  it('that was overtaken by a later poll is no news', () => {
    given(...first)
      .when(poll(101_000_000n, '2026-11-23T09:59:59.999Z'))
      .thenNothing();
    given(...first)
      .when(poll(101_000_000n))
      .thenNothing();
  });

  it('is refused when no source gave one', () => {
    given()
      .when({ ...poll(1n), prices: [] })
      .thenRejects('market.no-price');
    given()
      .when({ ...poll(1n), prices: [quote('old', 100_000_000n, '2026-11-23T09:57:59.999Z')] })
      .thenRejects('market.no-price');
  });
});

describe('the consensus of the sources', () => {
  it('is the median, without what is more than 2 % off', () => {
    const consensus = consensusOf(
      [quote('a', 100_000_000n), quote('b', 102_000_001n), quote('c', 100_000_002n)],
      at,
    );
    expect(consensus.pricePerGram).toBe(100_000_002n);
    expect(consensus.source).toBe('median');
    const dropped = consensusOf(
      [quote('a', 100_000_000n), quote('b', 103_000_000n), quote('c', 100_000_002n)],
      at,
    );
    expect(dropped.pricePerGram).toBe(100_000_001n);
    expect(dropped.sources[1]).toEqual({
      source: 'b',
      pricePerGram: '103.000000',
      outcome: 'outlier',
    });
  });

  it('keeps what is exactly 2 % off', () =>
    expect(
      consensusOf(
        [quote('a', 100_000_000n), quote('b', 102_000_000n), quote('c', 100_000_000n)],
        at,
      ).sources[1],
    ).toMatchObject({ outcome: 'used' }));

  it('has no price when two sources contradict each other', () =>
    expect(
      consensusOf([quote('a', 100_000_000n), quote('b', 110_000_000n)], at).pricePerGram,
    ).toBeUndefined());

  it('leaves out old quotes by name', () =>
    expect(
      consensusOf(
        [quote('a', 100_000_000n), quote('b', 50_000_000n, '2026-11-23T09:00:00.000Z')],
        at,
      ),
    ).toEqual({
      pricePerGram: 100_000_000n,
      source: 'a',
      sources: [
        { source: 'a', pricePerGram: '100.000000', outcome: 'used' },
        { source: 'b', pricePerGram: '50.000000', outcome: 'stale' },
      ],
    }));
});

it('a session opens and closes once', () => {
  const open = {
    type: 'RecordSession',
    open: true,
    marketSession: '2026-11-23',
    byCalendar: true,
    since: at,
  } as const;
  const opened = {
    type: 'MarketOpened',
    data: { marketSession: '2026-11-23', openedAt: at, byCalendar: true },
  } as const;
  const closed = {
    type: 'MarketClosed',
    data: { marketSession: '2026-11-24', closedAt: at, byCalendar: true },
  } as const;
  given().when(open).then(opened);
  given(opened).when(open).thenNothing();
  given(opened)
    .when({ ...open, open: false, marketSession: '2026-11-24' })
    .then(closed);
  given(opened, closed)
    .when({ ...open, open: false, marketSession: '2026-11-24' })
    .thenNothing();
  given(opened, closed)
    .when({ ...open, marketSession: '2026-11-24' })
    .thenLike({ type: 'MarketOpened' });
  // Somebody's word instead of the calendar's is news, though it says the same.
  given(opened)
    .when({ ...open, byCalendar: false })
    .then({ type: 'MarketOpened', data: { marketSession: '2026-11-23', openedAt: at } });
});
