import type { IconName } from '../parts/icon.tsx';

export interface Place {
  readonly path: string;
  readonly label: string;
  readonly icon: IconName;
  /** On a phone, where only four fit. */
  readonly short?: string;
}

export const places: readonly Place[] = [
  { path: '/', label: 'Overview', icon: 'overview', short: 'Overview' },
  { path: '/trade', label: 'Buy & sell', icon: 'trade', short: 'Trade' },
  { path: '/deposit', label: 'Deposit', icon: 'deposit', short: 'Deposit' },
  { path: '/withdraw', label: 'Withdraw', icon: 'withdraw' },
  { path: '/history', label: 'History', icon: 'history', short: 'History' },
  { path: '/pools', label: 'Pools', icon: 'pools' },
  { path: '/alerts', label: 'Price alerts', icon: 'alerts' },
  { path: '/what-if', label: 'What if', icon: 'whatIf' },
  { path: '/statements', label: 'Statements', icon: 'statements' },
  { path: '/settings', label: 'Settings', icon: 'settings' },
];
