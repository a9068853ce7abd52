import { costOf } from '../../domain/shared/exchange.ts';
import { tradableStep } from '../../domain/shared/gold.ts';
import { referenceFrom } from '../../domain/shared/reference.ts';
import type { LotPart } from '../../domain/vault/lots.ts';
import type { WalletEvent } from '../../domain/wallets/events.ts';
import type { Wallet } from '../../domain/wallets/state.ts';
import { wallet } from '../../domain/wallets/wallet.ts';
import { cellsOf } from '../../functions/projections/tables/cells.ts';
import {
  goldHoldingColumns,
  userWalletColumns,
} from '../../functions/projections/tables/wallet-columns.ts';
import { publishedOf } from '../../functions/shared/published.ts';
import { type Row, toItem } from '../../functions/shared/rows.ts';
import type { CommitItem } from '../../functions/shared/store/codec.ts';
import { derivedId, uuidToBytes } from '../../functions/shared/uuid.ts';
import { walletIdOf, walletStream } from '../../functions/shared/wallet-ids.ts';
import { beginning, commitTo } from './history.ts';

/** What one customer leaves in the tables. */
export interface CustomerItems {
  readonly events: readonly CommitItem[];
  readonly userWallet: CommitItem;
  readonly goldHolding: CommitItem;
}

const stepsInGram = 1_000_000n / tradableStep;

/** 1 to 10 g, another for each customer, the same each time. */
export const gramsOf = (number: number): bigint =>
  (stepsInGram + BigInt((number * 7_919) % 90_000)) * tradableStep;

/** 70 to 120 of the currency's units a gram. */
const priceOf = (number: number): bigint => 70_000_000n + BigInt((number * 104_729) % 50_000_000);

const rowOf = (walletId: string, cells: Row): CommitItem => toItem({ walletId, ...cells });

/**
 * A customer who opened a wallet, paid in and bought gold from a lot: the events as the rules decide them, encoded as the
 * store does, and the rows as the projections write them. A wallet without an account: nobody can log in to it.
 */
export const customerItems = (
  number: number,
  { lotId, goldAmount }: LotPart,
  { currency, at }: { readonly currency: string; readonly at: string },
): CustomerItems => {
  const userId = derivedId('populate', `${number}`);
  const walletId = walletIdOf(userId);
  const stream = walletStream(walletId);
  const pricePerGram = priceOf(number);
  const cost = costOf({ goldAmount, pricePerGram, fee: 0n, currency }).total;
  const decisions: readonly ((state: Wallet) => readonly WalletEvent[])[] = [
    (state) => {
      const reference = referenceFrom(uuidToBytes(walletId));
      return wallet.decide(
        { type: 'CreateWallet', walletId, userId, currency, reference, at },
        state,
      );
    },
    (state) => {
      const transactionId = derivedId(walletId, 'deposit');
      const deposit = { transactionId, bankReference: `POPULATE-${number}`, currency, at };
      return wallet.decide(
        {
          type: 'ReceiveDeposit',
          ...deposit,
          amount: cost + BigInt(number % 10_000),
          verificationStatus: 'verified',
        },
        state,
      );
    },
    (state) => {
      const purchaseId = derivedId(walletId, 'purchase');
      const certificateNumber = `POPULATE-${number}`;
      const allocation = { allocationId: derivedId(purchaseId, lotId), lotId, goldAmount };
      return wallet.decide(
        {
          type: 'PurchaseGold',
          purchaseId,
          reservationId: purchaseId,
          confirmationNumber: `POPULATE-${number}`,
          goldAmount,
          allocations: [{ ...allocation, certificateNumber }],
          pricePerGram,
          fee: 0n,
          currency,
          priceId: derivedId('populate', 'price'),
          verified: true,
          at,
        },
        state,
      );
    },
  ];
  let end = beginning(wallet);
  const commits = decisions.map((decide) => {
    const written = commitTo(wallet, stream, end, decide(end.state), { at, userId });
    end = written.end;
    return written;
  });
  const newest = commits.at(-1)?.commit;
  const published = newest === undefined ? undefined : publishedOf(newest).at(-1);
  if (published === undefined) throw new Error('a customer without events');
  return {
    events: commits.map(({ item }) => item),
    userWallet: rowOf(walletId, cellsOf(published, userWalletColumns)),
    goldHolding: rowOf(walletId, cellsOf(published, goldHoldingColumns)),
  };
};
