import { at, id } from '../functions/store/harness.ts';
import { creation, purchase, receipt, type Step } from '../functions/store/wallet-commands.ts';

/** Apart enough that a day's purchases fit the window of remembered commands. */
const hoursApart = 3;

/** Micrograms of each purchase: half a gram. */
export const goldAmount = 500_000n;

export const streamOf = (owner: string): string => `wallet-${id(`wallet ${owner}`)}`;

/** The time of a wallet's n-th command. */
const whenOf = (n: number): string =>
  new Date(Date.parse(at) + n * hoursApart * 3_600_000).toISOString();

export const creationOf = (owner: string): Step => ({
  name: `${owner} create`,
  when: at,
  command: creation({ walletId: id(`wallet ${owner}`), userId: id(`user ${owner}`), at }),
});

/** 1,000.00 EUR arrive as the n-th command. */
export const depositOf = (owner: string, n: number): Step => {
  const [name, when] = [`${owner} d${n}`, whenOf(n)];
  const command = receipt({ name, amount: 100_000n, bankReference: `BK-${n}`, at: when });
  return { name, when, command };
};

/** Half a gram is bought as the n-th command. */
export const purchaseOf = (owner: string, n: number): Step => {
  const [name, when] = [`${owner} p${n}`, whenOf(n)];
  return { name, when, command: purchase({ name, goldAmount, at: when }) };
};

/** The n-th command of somebody who pays in and buys by turns. */
export const turnOf = (owner: string, n: number): Step =>
  n % 2 === 1 ? depositOf(owner, n) : purchaseOf(owner, n);

/** A wallet's first commands, its creation among them. */
export const historyOf = (owner: string, length: number): readonly Step[] => [
  creationOf(owner),
  ...Array.from({ length: length - 1 }, (_, index) => turnOf(owner, index + 1)),
];
