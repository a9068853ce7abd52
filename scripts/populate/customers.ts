import { costOf } from '../../domain/shared/exchange.ts';
import { tradableStep } from '../../domain/shared/gold.ts';
import { referenceFrom } from '../../domain/shared/reference.ts';
import type { LotPart } from '../../domain/vault/lots.ts';
import type { WalletEvent } from '../../domain/wallets/events.ts';
import type { Wallet } from '../../domain/wallets/state.ts';
import { wallet } from '../../domain/wallets/wallet.ts';
import { addEvents, type Rows } from '../../functions/projections/rebuild/rows-of-streams.ts';
import { goldHoldings } from '../../functions/projections/tables/gold-holdings.ts';
import { transactionHistory } from '../../functions/projections/tables/transaction-history.ts';
import { userWallets } from '../../functions/projections/tables/user-wallets.ts';
import type { Published } from '../../functions/shared/messages.ts';
import { publishedOf } from '../../functions/shared/published.ts';
import type { ReadTable } from '../../functions/shared/read-table.ts';
import { toItem } from '../../functions/shared/rows.ts';
import type { CommitItem } from '../../functions/shared/store/codec.ts';
import { derivedId, uuidToBytes } from '../../functions/shared/uuid.ts';
import { walletIdOf, walletStream } from '../../functions/shared/wallet-ids.ts';
import { beginning, commitTo } from './history.ts';

/** What one customer leaves in the tables. */
export interface CustomerItems {
  readonly events: readonly CommitItem[];
  readonly userWallets: readonly CommitItem[];
  readonly goldHoldings: readonly CommitItem[];
  readonly transactionHistory: readonly CommitItem[];
}

const stepsInGram = 1_000_000n / tradableStep;

/** 1 to 10 g, another for each customer, the same each time. */
export const gramsOf = (number: number): bigint =>
  (stepsInGram + BigInt((number * 7_919) % 90_000)) * tradableStep;

/** 70 to 120 of the currency's units a gram. */
const priceOf = (number: number): bigint => 70_000_000n + BigInt((number * 104_729) % 50_000_000);

/** The rows that a projection makes of some events. */
const rowsOf = (readTable: ReadTable, events: readonly Published[]): readonly CommitItem[] => {
  const rows: Rows = new Map();
  addEvents(readTable, events, rows);
  return [...rows.values()].map(({ row }) => toItem(row));
};

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
  const published = commits.flatMap(({ commit }) => publishedOf(commit));
  return {
    events: commits.map(({ item }) => item),
    userWallets: rowsOf(userWallets, published),
    goldHoldings: rowsOf(goldHoldings, published),
    transactionHistory: rowsOf(transactionHistory, published),
  };
};
