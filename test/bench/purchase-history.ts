import type { WalletCommand } from '../../domain/wallets/commands.ts';
import { at, id } from '../functions/store/harness.ts';

/** Apart enough that a day's purchases fit the window of remembered commands. */
const hoursApart = 3;

export const lotId = 'AB123456.01';
/** Micrograms of each purchase: half a gram. */
export const goldAmount = 500_000n;

export interface Step {
  readonly name: string;
  /** ISO 8601. */
  readonly when: string;
  readonly command: WalletCommand;
}

/** The time of a wallet's n-th command. */
const whenOf = (n: number): string =>
  new Date(Date.parse(at) + n * hoursApart * 3_600_000).toISOString();

export const creationOf = (owner: string): Step => ({
  name: `${owner} create`,
  when: at,
  command: {
    type: 'CreateWallet',
    walletId: id(`wallet ${owner}`),
    userId: id(`user ${owner}`),
    currency: 'EUR',
    reference: 'RF18539007547034',
    at,
  },
});

/** 1,000.00 EUR arrive as the n-th command. */
export const depositOf = (owner: string, n: number): Step => {
  const when = whenOf(n);
  const name = `${owner} d${n}`;
  return {
    name,
    when,
    command: {
      type: 'ReceiveDeposit',
      transactionId: id(name),
      amount: 100_000n,
      currency: 'EUR',
      bankReference: `BK-${n}`,
      verificationStatus: 'verified',
      at: when,
    },
  };
};

/** Half a gram is bought as the n-th command. */
export const purchaseOf = (owner: string, n: number): Step => {
  const when = whenOf(n);
  const name = `${owner} p${n}`;
  const purchaseId = id(name);
  return {
    name,
    when,
    command: {
      type: 'PurchaseGold',
      purchaseId,
      reservationId: purchaseId,
      confirmationNumber: 'CN-7K3M-9QXA-2B4C',
      goldAmount,
      allocations: [
        {
          allocationId: id(`${name} allocation`),
          lotId,
          goldAmount,
          certificateNumber: 'AC-7K3M-9QXA-2B4C',
        },
      ],
      pricePerGram: 117_496_231n,
      fee: 0n,
      currency: 'EUR',
      priceId: id('price'),
      verified: true,
      at: when,
    },
  };
};

/** The n-th command of somebody who pays in and buys by turns. */
export const turnOf = (owner: string, n: number): Step =>
  n % 2 === 1 ? depositOf(owner, n) : purchaseOf(owner, n);

/** A wallet's first commands, its creation among them. */
export const historyOf = (owner: string, length: number): readonly Step[] => [
  creationOf(owner),
  ...Array.from({ length: length - 1 }, (_, index) => turnOf(owner, index + 1)),
];
