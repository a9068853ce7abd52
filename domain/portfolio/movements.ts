import { gramsFromWire } from '../shared/gold.ts';
import { moneyFromWire } from '../shared/money.ts';
import { instantFromWire } from '../shared/time.ts';
import type { WalletEvent } from '../wallets/events.ts';

/** A change of a customer's gold and what was paid or received for it. */
export interface Movement {
  readonly atMs: number;
  /** Micrograms; negative when sold. */
  readonly grams: bigint;
  /** Minor units paid, fees included; negative when received. */
  readonly paid: bigint;
}

/** The movement that an event of a wallet is, or undefined. A purchase counts once, when it is completed. */
const movementOf = (event: WalletEvent, currency: string): Movement | undefined => {
  if (event.type === 'GoldPurchaseCompleted')
    return {
      atMs: instantFromWire(event.data.completedAt),
      grams: gramsFromWire(event.data.goldAmount),
      paid: moneyFromWire(event.data.totalCost, currency),
    };
  if (event.type === 'GoldAllocated' && event.data.source === 'pool')
    return {
      atMs: instantFromWire(event.data.allocatedAt),
      grams: gramsFromWire(event.data.goldAmount),
      // Gold out of several lots is several events, of which one says what all of it cost.
      paid: moneyFromWire(event.data.settlement?.cost ?? '0', currency),
    };
  if (event.type === 'GoldSold')
    return {
      atMs: instantFromWire(event.data.soldAt),
      grams: -gramsFromWire(event.data.goldAmount),
      paid: -moneyFromWire(event.data.proceeds, currency),
    };
  return undefined;
};

/** Every movement of a wallet's gold, in the order of its stream. */
export const movementsOf = (
  events: readonly WalletEvent[],
  currency: string,
): readonly Movement[] =>
  events.flatMap((event) => {
    const movement = movementOf(event, currency);
    return movement === undefined ? [] : [movement];
  });
