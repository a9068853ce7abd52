import type { Transaction } from '../live/state.ts';
import { grams, money } from '../money/format.ts';
import type { IconName } from '../parts/icon.tsx';

const names: Readonly<Record<string, string>> = {
  deposit: 'Deposit',
  purchase: 'Bought gold',
  sale: 'Sold gold',
  withdrawal: 'Withdrawal',
  pool: 'Pool',
  adjustment: 'Adjustment',
};

const icons: Readonly<Record<string, IconName>> = {
  deposit: 'deposit',
  purchase: 'trade',
  sale: 'trade',
  withdrawal: 'withdraw',
  pool: 'pools',
  adjustment: 'settings',
};

export const nameOf = ({ type }: Transaction): string => names[type] ?? type;
export const iconOf = ({ type }: Transaction): IconName => icons[type] ?? 'history';

const outgoing = new Set(['purchase', 'withdrawal', 'pool']);

/** With the sign that it has for the person's cash. */
export const signedAmount = ({ type, amount, currency }: Transaction): string =>
  `${outgoing.has(type) ? '−' : '+'}${money(amount, currency)}`;

export const gramsOf = (transaction: Transaction): string | undefined =>
  transaction.grams === undefined
    ? undefined
    : `${transaction.type === 'sale' ? '−' : '+'}${grams(transaction.grams)}`;

/** "waiting-for-people" → "Waiting for people" */
export const inWords = (status: string): string => {
  const words = status
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll('-', ' ')
    .toLowerCase();
  return words.slice(0, 1).toUpperCase() + words.slice(1);
};

/** How a status is coloured: done, on its way, or not done. */
export const toneOf = (status: string): 'good' | 'open' | 'bad' => {
  if (['completed', 'allocated', 'active', 'verified', 'triggered', 'purchased'].includes(status))
    return 'good';
  return ['rejected', 'failed', 'cancelled', 'released', 'returned'].includes(status)
    ? 'bad'
    : 'open';
};
