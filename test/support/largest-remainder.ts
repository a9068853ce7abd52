interface Weighed {
  readonly id: string;
  readonly weight: bigint;
}

const sum = (amounts: readonly bigint[]) => amounts.reduce((total, amount) => total + amount, 0n);

/** Hamilton's method as a textbook has it: quotas, and what is left over one each to the largest remainders. */
export const largestRemainder = (
  total: bigint,
  all: readonly Weighed[],
): ReadonlyMap<string, bigint> => {
  const weights = sum(all.map(({ weight }) => weight));
  const shares = new Map(all.map(({ id, weight }) => [id, (total * weight) / weights]));
  const queue = all.toSorted((a, b) => {
    const difference = ((total * b.weight) % weights) - ((total * a.weight) % weights);
    if (difference !== 0n) return difference < 0n ? -1 : 1;
    return a.id < b.id ? -1 : 1;
  });
  const left = Number(total - sum([...shares.values()]));
  for (const { id } of queue.slice(0, left)) shares.set(id, (shares.get(id) ?? 0n) + 1n);
  return shares;
};
