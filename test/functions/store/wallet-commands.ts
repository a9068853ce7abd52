import { TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import type { WalletCommand } from '../../../domain/wallets/commands.ts';
import type { Wallet } from '../../../domain/wallets/state.ts';
import { wallet } from '../../../domain/wallets/wallet.ts';
import { dynamo } from '../../../functions/shared/store/client.ts';
import { type Execution, execute } from '../../../functions/shared/store/execute.ts';
import { claim, returnToLot, takeFromLot } from '../../../functions/shared/store/guards.ts';
import { at, cause, id } from './harness.ts';

/** What one customer does with one wallet and one lot, straight over the store. */

const walletId = id('wallet');
const userId = id('user');
export const stream = `wallet-${walletId}`;
export const lotId = 'AB123456.01';
const lotMicrograms = 12_000_000_000n;
/** In millionths of an euro. */
const pricePerGram = 117_496_231n;

/** A command of a wallet, under the name that its id follows from. */
export interface Step {
  readonly name: string;
  /** ISO 8601. */
  readonly when: string;
  readonly command: WalletCommand;
}

/** Commands as the handlers make them. */
export const creation = (who: {
  readonly walletId: string;
  readonly userId: string;
  readonly at: string;
}): WalletCommand => ({
  type: 'CreateWallet',
  currency: 'EUR',
  reference: 'RF18539007547034',
  ...who,
});

export const receipt = ({
  name,
  ...facts
}: {
  readonly name: string;
  readonly amount: bigint;
  readonly bankReference: string;
  readonly at: string;
}): WalletCommand => ({
  type: 'ReceiveDeposit',
  transactionId: id(name),
  currency: 'EUR',
  verificationStatus: 'verified',
  ...facts,
});

export const purchase = ({
  name,
  goldAmount,
  at: when,
}: {
  readonly name: string;
  readonly goldAmount: bigint;
  readonly at: string;
}) =>
  ({
    type: 'PurchaseGold',
    purchaseId: id(name),
    reservationId: id(name),
    confirmationNumber: 'CN-7K3M-9QXA-2B4C',
    goldAmount,
    allocations: [
      {
        allocationId: id(`${name} lot`),
        lotId,
        goldAmount,
        certificateNumber: 'AC-7K3M-9QXA-2B4C',
      },
    ],
    pricePerGram,
    fee: 0n,
    currency: 'EUR',
    priceId: id('price'),
    verified: true,
    at: when,
  }) as const satisfies WalletCommand;

/** One command of a wallet through the store. */
export const onWallet = (
  stream: string,
  { name, when, command }: Step,
  options: Pick<Execution, 'idempotent' | 'guards'> = {},
) =>
  execute({
    cause: cause(name, when),
    participants: [
      { folding: wallet, stream, decide: (state: Wallet) => wallet.decide(command, state) },
    ],
    ...options,
  });

export const create = (name = 'create') =>
  onWallet(stream, { name, when: at, command: creation({ walletId, userId, at }) });

export const deposit = (amount: bigint, name: string, when = at) =>
  onWallet(
    stream,
    { name, when, command: receipt({ name, amount, bankReference: name, at: when }) },
    { idempotent: true },
  );

export const buy = (grams: bigint, name: string, when = at, quoteId?: string) => {
  const command = purchase({ name, goldAmount: grams, at: when });
  return onWallet(
    stream,
    { name, when, command: quoteId === undefined ? command : { ...command, quoteId } },
    { idempotent: true, guards: () => [takeFromLot(lotId, grams)] },
  );
};

export const sell = (grams: bigint, name: string, when: string, quoteId: string) =>
  onWallet(
    stream,
    {
      name,
      when,
      command: {
        type: 'SellGold',
        saleId: id(name),
        confirmationNumber: 'CN-7K3M-9QXA-2B4C',
        goldAmount: grams,
        returns: [{ lotId, goldAmount: grams }],
        pricePerGram,
        fee: 0n,
        currency: 'EUR',
        priceId: id('price'),
        quoteId,
        at: when,
      },
    },
    { idempotent: true, guards: () => [returnToLot(lotId, grams, lotMicrograms)] },
  );

/** Claims the lot that gold is bought from. */
export const openLot = () =>
  dynamo.send(
    new TransactWriteItemsCommand({
      TransactItems: [claim(`lot#${lotId}`, { remaining: { N: `${lotMicrograms}` } })],
    }),
  );
