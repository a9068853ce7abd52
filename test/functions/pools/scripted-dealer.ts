import type { GoldOrder, Outcome } from '../../../functions/pools/dealer.ts';
import { DealerError } from '../../../functions/pools/dealer-error.ts';

const createScriptedDealer = () => {
  const orders = new Map<string, Outcome | 'declined'>();
  const scripted = {
    /** What being asked to buy does before it is answered. */
    onOrder: undefined as ((order: GoldOrder) => unknown) | undefined,
    onDecline: undefined as (() => void) | undefined,
    asked: 0,
    outcomeOf: (orderId: string) => orders.get(orderId),
    /** Buys a hundredth of a gram less than the budget is worth at 100.00 a gram, out of one bar. */
    carry: ({ orderId, currency, budget }: GoldOrder): Outcome => {
      const known = orders.get(orderId);
      if (known !== undefined && known !== 'declined') return known;
      const grams = budget * 100n - 10_000n;
      const bar = { serial: `D-${orders.size}-${orderId}`.slice(0, 32), refiner: 'Refinery' };
      const fill: Outcome = {
        orderId,
        status: 'filled',
        reference: `DLR-${orderId}`,
        currency: currency as 'EUR',
        grams,
        pricePerGram: 100_000_000n,
        totalCost: grams / 100n,
        bars: [{ ...bar, grossWeight: '100.000', fineness: '0.9999' }],
      };
      orders.set(orderId, fill);
      return fill;
    },
    buy: async (order: GoldOrder): Promise<Outcome> => {
      scripted.asked += 1;
      const said = await scripted.onOrder?.(order);
      return (said as Outcome | undefined) ?? scripted.carry(order);
    },
    decline: async ({ orderId }: GoldOrder): Promise<void> => {
      scripted.onDecline?.();
      orders.set(orderId, 'declined');
    },
  };
  return scripted;
};

/** A dealer that carries an order out once, and says what a test lets it say. */
export type ScriptedDealer = ReturnType<typeof createScriptedDealer>;

export const silent = () => {
  throw new DealerError('unavailable', 'no-answer');
};
export const unclear = () => {
  throw new DealerError('unknown', 'not-json');
};
export const refusing = ({ orderId }: GoldOrder): Outcome => ({
  orderId,
  status: 'refused',
  reason: 'no-gold',
});

let current = createScriptedDealer();

/** A dealer that has seen nobody yet, which functions speak to from now on. */
export const newDealer = (): ScriptedDealer => {
  current = createScriptedDealer();
  return current;
};

/** Stands for the dealer where a test mocks the module that holds it. */
export const dealer = {
  buy: (order: GoldOrder) => current.buy(order),
  decline: (order: GoldOrder) => current.decline(order),
};
