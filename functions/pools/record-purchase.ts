import type { PoolEvent } from '../../domain/pools/events.ts';
import { pool } from '../../domain/pools/pool.ts';
import type { Pool } from '../../domain/pools/state.ts';
import { gramsFromWire } from '../../domain/shared/gold.ts';
import { formatMoney } from '../../domain/shared/money.ts';
import { Refusal } from '../../domain/shared/refusal.ts';
import { lesser } from '../../domain/shared/rounding.ts';
import type { VaultEvent } from '../../domain/vault/events.ts';
import { type Vault, vault } from '../../domain/vault/vault.ts';
import { fineWeightOf } from '../../domain/vault/weight.ts';
import { required } from '../shared/env.ts';
import { orderedPayment } from '../shared/payments/register.ts';
import { execute } from '../shared/store/execute.ts';
import { claim } from '../shared/store/guards.ts';
import type { Cause } from '../shared/store/types.ts';
import { derivedId } from '../shared/uuid.ts';
import { poolStream, vaultStream } from '../shared/wallet-ids.ts';
import type { Fill } from './dealer.ts';

/** A bar with what of it is the pool's. */
type PooledBar = Fill['bars'][number] & { readonly pooled: bigint };

/** The pool's gold is in the first bars, and fills each before the next; throws `vault.invalid-bar` when they hold less. */
const barsOfFill = ({ bars, grams }: Fill): readonly PooledBar[] => {
  let missing = grams;
  const pooled = bars.map((bar) => {
    const { fineMicrograms } = fineWeightOf(bar.grossWeight, bar.fineness);
    // To the microgram: what no whole step would take up would be lots of crumbs in every bar.
    const part = lesser(fineMicrograms, missing);
    missing -= part;
    return { ...bar, pooled: part };
  });
  if (missing > 0n)
    throw new Refusal('vault.invalid-bar', 'The bars hold less gold than was bought.');
  return pooled;
};

const received = (
  bars: readonly PooledBar[],
  poolId: string,
  at: string,
  before: Vault,
): readonly VaultEvent[] => {
  const vaultId = required('vaultId');
  let state = before;
  return bars.flatMap(({ serial: barSerial, pooled, ...bar }) => {
    const owner = pooled === 0n ? {} : { pool: { poolId, goldAmount: pooled } };
    const events = vault.decide(
      { type: 'ReceiveBar', vaultId, barSerial, ...bar, ...owner, at },
      state,
    );
    state = events.reduce(vault.evolve, state);
    return events;
  });
};

/** The lots of the bars: the house's can be sold from at once, of the pool's nothing is left for anybody else. */
const lotsIn = (events: readonly VaultEvent[]) =>
  events.flatMap((event) => {
    if (event.type !== 'BarReceived') return [];
    const { lots, pool: owner } = event.data;
    return lots.map(({ lotId, goldAmount }) => ({
      lotId,
      remaining: lotId === owner?.lotId ? 0n : gramsFromWire(goldAmount),
    }));
  });

const purchased = (
  fill: Fill,
  bars: readonly PooledBar[],
  { endToEndId, at }: { readonly endToEndId: string; readonly at: string },
  state: Pool,
): readonly PoolEvent[] => {
  const bought = pool.decide(
    {
      type: 'RecordBulkPurchase',
      supplier: 'dealer',
      supplierReference: fill.reference,
      goldAmount: fill.grams,
      pricePerGram: fill.pricePerGram,
      totalCost: fill.totalCost,
      barSerials: bars.filter(({ pooled }) => pooled > 0n).map(({ serial }) => serial),
      at,
    },
    state,
  );
  const order = { type: 'OrderBulkPayment', endToEndId, orderedBy: 'policy', at } as const;
  return [...bought, ...pool.decide(order, bought.reduce(pool.evolve, state))];
};

/**
 * Books what the dealer delivered: the pool has bought, the dealer is to be paid, the vault has the bars, and their lots
 * are open, together or not at all. Throws what the pool or the vault refuses.
 */
export const recordPurchase = async (poolId: string, fill: Fill, cause: Cause): Promise<void> => {
  const { at } = cause;
  const bars = barsOfFill(fill);
  const endToEndId = derivedId(poolId, 'payment');
  let arrivals: readonly VaultEvent[] = [];
  await execute({
    cause,
    participants: [
      {
        folding: pool,
        stream: poolStream(poolId),
        decide: (state: Pool) => purchased(fill, bars, { endToEndId, at }, state),
      },
      {
        folding: vault,
        stream: vaultStream(required('vaultId')),
        decide: (state: Vault) => {
          arrivals = received(bars, poolId, at, state);
          return arrivals;
        },
      },
    ],
    guards: () => [
      orderedPayment({
        endToEndId,
        stream: poolStream(poolId),
        amount: formatMoney(fill.totalCost, fill.currency),
        currency: fill.currency,
      }),
      ...lotsIn(arrivals).map(({ lotId, remaining }) =>
        claim(`lot#${lotId}`, { remaining: { N: `${remaining}` } }),
      ),
    ],
  });
};
