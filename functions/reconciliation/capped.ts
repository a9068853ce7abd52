import type { Open } from '../../domain/reconciliation/matching.ts';

const openItemsMax = 500;
/** What is summed up where there are too many to list: the total stays right, and people are needed anyway. */
const others = 'others';

/** At most 500 open items, the largest by themselves, the rest in one. */
export const capped = (open: Open): Open => {
  if (open.size <= openItemsMax) return open;
  const magnitude = (amount: bigint) => (amount < 0n ? -amount : amount);
  const sorted = [...open].toSorted(([, a], [, b]) => (magnitude(a) < magnitude(b) ? 1 : -1));
  const kept = new Map(sorted.slice(0, openItemsMax - 1));
  const rest = sorted.slice(openItemsMax - 1).reduce((sum, [, amount]) => sum + amount, 0n);
  return kept.set(others, (kept.get(others) ?? 0n) + rest);
};
