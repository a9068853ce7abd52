import { TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import type { Wallet } from '../../../domain/wallets/state.ts';
import { wallet } from '../../../domain/wallets/wallet.ts';
import { dynamo } from '../../../functions/shared/store/client.ts';
import { execute } from '../../../functions/shared/store/execute.ts';
import { claim, returnToLot, takeFromLot } from '../../../functions/shared/store/guards.ts';
import { at, cause, id } from './harness.ts';

/** What one customer does with one wallet and one lot, straight over the store. */

const walletId = id('wallet');
const userId = id('user');
export const stream = `wallet-${walletId}`;
const lotId = 'AB123456.01';
const lotMicrograms = 12_000_000_000n;

export const create = (name = 'create') =>
  execute({
    cause: cause(name),
    participants: [
      {
        folding: wallet,
        stream,
        decide: (state: Wallet) =>
          wallet.decide(
            {
              type: 'CreateWallet',
              walletId,
              userId,
              currency: 'EUR',
              reference: 'RF18539007547034',
              at,
            },
            state,
          ),
      },
    ],
  });

export const deposit = (amount: bigint, name: string, when = at) =>
  execute({
    cause: cause(name, when),
    idempotent: true,
    participants: [
      {
        folding: wallet,
        stream,
        decide: (state: Wallet) =>
          wallet.decide(
            {
              type: 'ReceiveDeposit',
              transactionId: id(name),
              amount,
              currency: 'EUR',
              bankReference: name,
              verificationStatus: 'verified',
              at: when,
            },
            state,
          ),
      },
    ],
  });

export const buy = (grams: bigint, name: string, when = at, quoteId?: string) =>
  execute({
    cause: cause(name, when),
    idempotent: true,
    participants: [
      {
        folding: wallet,
        stream,
        decide: (state: Wallet) =>
          wallet.decide(
            {
              type: 'PurchaseGold',
              purchaseId: id(name),
              reservationId: id(name),
              confirmationNumber: 'CN-7K3M-9QXA-2B4C',
              ...(quoteId === undefined ? {} : { quoteId }),
              goldAmount: grams,
              allocations: [
                {
                  allocationId: id(`${name} lot`),
                  lotId,
                  goldAmount: grams,
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
            state,
          ),
      },
    ],
    guards: () => [takeFromLot(lotId, grams)],
  });

export const sell = (grams: bigint, name: string, when: string, quoteId: string) =>
  execute({
    cause: cause(name, when),
    idempotent: true,
    participants: [
      {
        folding: wallet,
        stream,
        decide: (state: Wallet) =>
          wallet.decide(
            {
              type: 'SellGold',
              saleId: id(name),
              confirmationNumber: 'CN-7K3M-9QXA-2B4C',
              goldAmount: grams,
              returns: [{ lotId, goldAmount: grams }],
              pricePerGram: 117_496_231n,
              fee: 0n,
              currency: 'EUR',
              priceId: id('price'),
              quoteId,
              at: when,
            },
            state,
          ),
      },
    ],
    guards: () => [returnToLot(lotId, grams, lotMicrograms)],
  });

/** Claims the lot that gold is bought from. */
export const openLot = () =>
  dynamo.send(
    new TransactWriteItemsCommand({
      TransactItems: [claim(`lot#${lotId}`, { remaining: { N: `${lotMicrograms}` } })],
    }),
  );
