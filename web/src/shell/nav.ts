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
  { path: '/notifications', label: 'Notifications', icon: 'notices' },
  { path: '/settings', label: 'Settings', icon: 'settings' },
];

/** The groups of those who work here. */
export type Role = 'operations' | 'compliance' | 'admin';

export interface OfficePlace extends Place {
  /** Whose page it is. The API enforces it, whatever is shown. */
  readonly roles: readonly Role[];
}

const everyone: readonly Role[] = ['operations', 'compliance', 'admin'];

export const officePath = '/office';

export const officePlaces: readonly OfficePlace[] = [
  { path: officePath, label: 'Today', icon: 'overview', short: 'Today', roles: everyone },
  {
    path: '/office/approvals',
    label: 'Approvals',
    icon: 'check',
    short: 'Approvals',
    roles: everyone,
  },
  {
    path: '/office/cases',
    label: 'Cases',
    icon: 'shield',
    short: 'Cases',
    roles: ['compliance', 'admin'],
  },
  {
    path: '/office/deposits',
    label: 'Deposits',
    icon: 'deposit',
    short: 'Deposits',
    roles: everyone,
  },
  {
    path: '/office/adjustments',
    label: 'Adjustments',
    icon: 'adjust',
    roles: ['operations', 'admin'],
  },
  {
    path: '/office/customers',
    label: 'Customers',
    icon: 'person',
    short: 'Customers',
    roles: everyone,
  },
  { path: '/office/pools', label: 'Pools', icon: 'pools', roles: everyone },
  { path: '/office/vault', label: 'Vault', icon: 'vault', roles: everyone },
  {
    path: '/office/reconciliation',
    label: 'Reconciliation',
    icon: 'statements',
    roles: everyone,
  },
  {
    path: '/office/projections',
    label: 'Projections',
    icon: 'layers',
    roles: everyone,
  },
  {
    path: '/office/streams',
    label: 'Streams',
    icon: 'history',
    roles: everyone,
  },
  { path: '/office/audit', label: 'Audit', icon: 'search', roles: ['compliance', 'admin'] },
];

export const isOffice = (address: string): boolean =>
  address === officePath || address.startsWith(`${officePath}/`);

/** Whether somebody of these groups may see a page of the office. */
export const isTheirs = ({ roles }: OfficePlace, groups: readonly string[]): boolean =>
  roles.some((role) => groups.includes(role));

export const isStaff = (groups: readonly string[]): boolean =>
  everyone.some((role) => groups.includes(role));
