/** Where a quotient goes that is not whole: towards zero, away from zero, or to the nearest and from the middle to the even one. */
export type Rounding = 'down' | 'up' | 'half-even';

const magnitude = (value: bigint): bigint => (value < 0n ? -value : value);

/**
 * `dividend` / `divisor` as a whole number, exactly, rounded as asked. Symmetric about zero: "down" is towards zero.
 * Throws RangeError when the divisor is zero.
 */
export const divide = (dividend: bigint, divisor: bigint, rounding: Rounding): bigint => {
  const quotient = dividend / divisor;
  const rest = magnitude(dividend % divisor);
  if (rest === 0n || rounding === 'down') return quotient;
  const away = dividend < 0n === divisor < 0n ? quotient + 1n : quotient - 1n;
  if (rounding === 'up') return away;
  const twice = rest * 2n;
  const half = magnitude(divisor);
  if (twice !== half) return twice > half ? away : quotient;
  return quotient % 2n === 0n ? quotient : away;
};

/** The smaller of two; `Math.min` takes no bigint. */
export const lesser = (one: bigint, other: bigint): bigint => {
  if (one < other) return one;
  return other;
};

/** The larger of two. */
export const greater = (one: bigint, other: bigint): bigint => {
  if (one > other) return one;
  return other;
};
