/** Somebody's part in what is divided, by the amount committed. */
export interface Part {
  readonly id: string;
  readonly amount: bigint;
}

/**
 * Divides whole units by the amounts: everybody's quota rounded down, and what is left one each to the largest
 * remainders, among equal ones to the earlier id (Hamilton's method, as domain.md asks for).
 */
export const divided = (total: bigint, parts: readonly Part[]): ReadonlyMap<string, bigint> => {
  const whole = parts.reduce((sum, { amount }) => sum + amount, 0n);
  const quotas = parts
    .map(({ id, amount }) => ({
      id,
      units: (total * amount) / whole,
      rest: (total * amount) % whole,
    }))
    .sort((a, b) => (a.rest === b.rest ? (a.id < b.id ? -1 : 1) : a.rest > b.rest ? -1 : 1));
  let left = total - quotas.reduce((sum, { units }) => sum + units, 0n);
  const shares = new Map<string, bigint>();
  for (const { id, units } of quotas) {
    shares.set(id, units + (left > 0n ? 1n : 0n));
    left -= 1n;
  }
  return shares;
};
