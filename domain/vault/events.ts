import type { DomainEvent } from '../shared/decider.ts';

/** The published language of a vault. */
export type BarReceived = DomainEvent<
  'BarReceived',
  {
    readonly vaultId: string;
    readonly barSerial: string;
    readonly refiner: string;
    /** Troy ounces with three decimals, as bars are weighed: "401.125". */
    readonly grossWeight: string;
    /** Parts of one with four decimals: "0.9958". */
    readonly fineness: string;
    /** Troy ounces of fine gold with three decimals, rounded down. */
    readonly fineOunces: string;
    readonly fineGrams: string;
    readonly at: string;
    /** What the bar is sold from; their grams add up to `fineGrams`. */
    readonly lots: readonly { readonly lotId: string; readonly goldAmount: string }[];
    /** Whose gold it is from the first moment, and which of the lots; absent when all of it is the house's. */
    readonly pool?: {
      readonly poolId: string;
      readonly lotId: string;
      readonly goldAmount: string;
    };
  }
>;

export type BarReleased = DomainEvent<
  'BarReleased',
  {
    readonly vaultId: string;
    readonly barSerial: string;
    readonly refiner: string;
    readonly grossWeight: string;
    readonly fineness: string;
    readonly fineGrams: string;
    readonly at: string;
  }
>;

export type VaultEvent = BarReceived | BarReleased;
