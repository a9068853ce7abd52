import { createHash } from 'node:crypto';

/** A bar as the dealer sells it: troy ounces and parts of one. */
export interface Bar {
  readonly serial: string;
  readonly refiner: string;
  readonly grossWeight: string;
  readonly fineness: string;
}

/** What an order brought, in the dealer's words. */
export interface Fill {
  readonly status: 'filled';
  readonly reference: string;
  readonly grams: string;
  readonly pricePerGram: string;
  readonly totalCost: string;
  readonly bars: readonly Bar[];
}

/** The sandbox trades in euro only: a µg times a micro-euro per gram is 10^-12 EUR, 10^-10 of a cent. */
const exactPerCent = 10n ** 10n;
const stepMicrograms = 100n;

/** Fine micrograms of a thousandth of a troy ounce of 0.9999, rounded down: 31,103.4768 µg · 0.9999. */
const fineOfMilliOunces = (milliOunces: bigint): bigint =>
  (((milliOunces * 9_999n) / 10_000n) * 311_034_768n) / 10_000n;

/** What it has on the shelf, in thousandths of an ounce: London Good Delivery, a kilogram, a hundred grams, an ounce. */
const shelf = [400_000n, 32_151n, 3_215n, 1_000n] as const;

const decimal = (value: bigint, places: number): string => {
  const digits = String(value).padStart(places + 1, '0');
  return `${digits.slice(0, -places)}.${digits.slice(-places)}`;
};

/** The largest bars that fit, and a smallest one more for the rest: at most an ounce goes along for nothing. */
const barsFor = (orderId: string, micrograms: bigint): readonly Bar[] => {
  const weights: bigint[] = [];
  let missing = micrograms;
  for (const weight of shelf) {
    const fine = fineOfMilliOunces(weight);
    for (; missing >= fine; missing -= fine) weights.push(weight);
  }
  if (missing > 0n) weights.push(shelf[3]);
  const batch = createHash('sha256').update(orderId).digest('hex').slice(0, 12).toUpperCase();
  return weights.map((weight, index) => ({
    serial: `D${batch}-${index + 1}`,
    refiner: 'Sandbox Refinery',
    grossWeight: decimal(weight, 3),
    fineness: '0.9999',
  }));
};

/** As much gold, in steps of 0.0001 g, as `cents` buy at a price in micro-euro per gram. */
export const fillOf = (orderId: string, cents: bigint, price: bigint): Fill => {
  const steps = (cents * exactPerCent) / (price * stepMicrograms);
  const micrograms = steps * stepMicrograms;
  const cost = (micrograms * price + exactPerCent - 1n) / exactPerCent;
  return {
    status: 'filled',
    reference: `DLR-${orderId}`,
    grams: decimal(micrograms, 6),
    pricePerGram: decimal(price, 6),
    totalCost: decimal(cost, 2),
    bars: barsFor(orderId, micrograms),
  };
};
