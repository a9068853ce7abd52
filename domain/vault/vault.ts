import { type Aggregate, decideBy, evolveBy, without } from '../shared/decider.ts';
import { formatGrams, gramsFromWire } from '../shared/gold.ts';
import { Refusal } from '../shared/refusal.ts';
import type { VaultEvent } from './events.ts';
import { lotsOfBar, poolLotOf } from './lots.ts';
import { fineWeightOf } from './weight.ts';

interface Bar {
  readonly refiner: string;
  readonly grossWeight: string;
  readonly fineness: string;
  /** Micrograms. */
  readonly fine: bigint;
  /** Micrograms of it that were bought for a pool; absent when there are none. */
  readonly pooled?: bigint;
}

/** What the house really holds in one place. */
export interface Vault {
  readonly vaultId: string;
  readonly bars: Readonly<Record<string, Bar>>;
  /** Micrograms in all bars. */
  readonly fine: bigint;
}

export interface ReceiveBar {
  readonly type: 'ReceiveBar';
  readonly vaultId: string;
  readonly barSerial: string;
  readonly refiner: string;
  /** Troy ounces, at most three decimals. */
  readonly grossWeight: string;
  /** Parts of one, at most four decimals. */
  readonly fineness: string;
  /** The pool that it was bought for, and the micrograms that are the pool's. */
  readonly pool?: { readonly poolId: string; readonly goldAmount: bigint };
  readonly at: string;
}

export interface ReleaseBar {
  readonly type: 'ReleaseBar';
  readonly barSerial: string;
  /** Micrograms that the bar's lots have left; the caller's write must fence that they stay so. */
  readonly remaining: bigint;
  readonly at: string;
}

export type VaultCommand = ReceiveBar | ReleaseBar;

/** A vault with its bars, as the bus and operations see it. A type, so that it is a record of JSON. */
export type PublicVault = {
  readonly vaultId: string;
  readonly fineGrams: string;
  readonly bars: readonly {
    readonly barSerial: string;
    readonly refiner: string;
    readonly grossWeight: string;
    readonly fineness: string;
    readonly fineGrams: string;
  }[];
};

/** All of a vault is public. */
export const publicVault = (vault: Vault): PublicVault => ({
  vaultId: vault.vaultId,
  fineGrams: formatGrams(vault.fine),
  bars: Object.entries(vault.bars).map(([barSerial, { fine, refiner, grossWeight, fineness }]) => ({
    barSerial,
    refiner,
    grossWeight,
    fineness,
    fineGrams: formatGrams(fine),
  })),
});

const receiveBar = (command: ReceiveBar, state: Vault): readonly VaultEvent[] => {
  const { vaultId, barSerial, refiner, grossWeight, fineness, pool, at } = command;
  if (state.bars[barSerial] !== undefined)
    throw new Refusal('vault.bar-known', 'A bar with this serial number is in the vault.');
  const { fineMicrograms: fine, ...weight } = fineWeightOf(grossWeight, fineness);
  const pooled = pool?.goldAmount;
  if (pooled !== undefined && (pooled <= 0n || pooled > fine))
    throw new Refusal('vault.invalid-bar', 'A pool owns a part of a bar, at most all of it.');
  const bar = { fine, ...(pooled === undefined ? {} : { pooled }) };
  const lots = lotsOfBar(barSerial, bar).map(({ lotId, goldAmount }) => ({
    lotId,
    goldAmount: formatGrams(goldAmount),
  }));
  const owner = pool && {
    pool: {
      poolId: pool.poolId,
      lotId: poolLotOf(barSerial),
      goldAmount: formatGrams(pool.goldAmount),
    },
  };
  const fineGrams = formatGrams(fine);
  const data = { vaultId, barSerial, refiner, ...weight, fineGrams, at, lots, ...owner };
  return [{ type: 'BarReceived', data }];
};

/** Bars of one vault (stream `vault-<vaultId>`). What the lots have left is the guards' part. */
export const vault: Aggregate<Vault, VaultCommand, VaultEvent> = {
  type: 'vault',
  stateVersion: 2,
  initialState: { vaultId: '', bars: {}, fine: 0n },
  publicState: publicVault,
  evolve: evolveBy<Vault, VaultEvent>({
    BarReceived: (state, { data }) => {
      const { vaultId, barSerial, refiner, grossWeight, fineness, fineGrams, pool } = data;
      const fine = gramsFromWire(fineGrams);
      const pooled = pool === undefined ? {} : { pooled: gramsFromWire(pool.goldAmount) };
      const bar = { refiner, grossWeight, fineness, fine, ...pooled };
      return { vaultId, bars: { ...state.bars, [barSerial]: bar }, fine: state.fine + fine };
    },
    BarReleased: (state, { data }) => ({
      ...state,
      bars: without(state.bars, data.barSerial),
      fine: state.fine - gramsFromWire(data.fineGrams),
    }),
  }),
  decide: decideBy<Vault, VaultCommand, VaultEvent>({
    ReceiveBar: receiveBar,
    ReleaseBar: ({ barSerial, remaining, at }, state) => {
      const bar = state.bars[barSerial];
      if (bar === undefined)
        throw new Refusal('vault.bar-unknown', 'The vault holds no bar with this serial number.');
      if (remaining < bar.fine)
        throw new Refusal('vault.bar-in-use', 'Gold of this bar belongs to customers.', {
          allocated: formatGrams(bar.fine - remaining),
        });
      const { refiner, grossWeight, fineness } = bar;
      const fineGrams = formatGrams(bar.fine);
      const weight = { grossWeight, fineness, fineGrams };
      const data = { vaultId: state.vaultId, barSerial, refiner, ...weight, at };
      return [{ type: 'BarReleased', data }];
    },
  }),
};
