import { formatMoney, wholeUnits } from '../shared/money.ts';
import { policy } from '../shared/policy.ts';
import { Refusal } from '../shared/refusal.ts';
import { dayOf, instantFromWire } from '../shared/time.ts';
import type { Bought, Wallet } from './state.ts';

/** More purchases than this within the window are remembered in sums, so that the state stays small. */
const recentMax = 8;

/**
 * Remembers a purchase. When there are too many, the two oldest become one with the younger's time: the sum then
 * leaves the window late rather than early, so a limit is never exceeded.
 */
export const rememberPurchase = (bought: Bought, cost: bigint, at: string): Bought => {
  const atMs = instantFromWire(at);
  const day = dayOf(at);
  const inWindow = bought.recent.filter(([ms]) => ms > atMs - policy.limits.unverifiedWindowMs);
  const all = [...inWindow, [atMs, cost] as const];
  const [oldest, next, ...rest] = all;
  return {
    day,
    onDay: bought.day === day ? bought.onDay + cost : cost,
    recent:
      all.length > recentMax && oldest !== undefined && next !== undefined
        ? [[next[0], oldest[1] + next[1]] as const, ...rest]
        : all,
  };
};

/** Cost of what was bought in the window that ends now; a purchase exactly one window ago counts no more. */
const boughtInWindow = (bought: Bought, atMs: number): bigint =>
  bought.recent
    .filter(([ms]) => ms > atMs - policy.limits.unverifiedWindowMs)
    .reduce((sum, [, cost]) => sum + cost, 0n);

/**
 * The tiers: unverified customers buy for 1,000.00 in 30 days, verified ones for 50,000.00 on one UTC day, fees
 * included. Throws `trading.limit-exceeded` with what is left.
 */
export const requireWithinLimit = (
  wallet: Wallet,
  {
    cost,
    verified,
    at,
  }: { readonly cost: bigint; readonly verified: boolean; readonly at: string },
): void => {
  const { unverifiedBoughtMaxUnits, verifiedBoughtPerDayMaxUnits } = policy.limits;
  const { bought, currency } = wallet;
  const limit = wholeUnits(
    verified ? verifiedBoughtPerDayMaxUnits : unverifiedBoughtMaxUnits,
    currency,
  );
  const onDay = bought.day === dayOf(at) ? bought.onDay : 0n;
  const used = verified ? onDay : boughtInWindow(bought, instantFromWire(at));
  if (used + cost <= limit) return;
  const left = used < limit ? limit - used : 0n;
  throw new Refusal(
    'trading.limit-exceeded',
    verified
      ? 'The purchase is above the daily limit.'
      : 'The purchase is above what an unverified customer may buy in 30 days.',
    {
      limit: formatMoney(limit, currency),
      left: formatMoney(left, currency),
      currency,
      tier: verified ? 'verified' : 'unverified',
    },
  );
};
