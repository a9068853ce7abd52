import { Refusal } from '../../domain/shared/refusal.ts';
import { boundsOf } from '../../domain/statements/month.ts';
import { type Balance, type Statement, statementOf } from '../../domain/statements/statement.ts';
import type { WalletEvent } from '../../domain/wallets/events.ts';
import { walletFolding } from '../../domain/wallets/folding.ts';
import { noWallet, type Wallet } from '../../domain/wallets/state.ts';
import { commitAsOf } from '../shared/store/as-of.ts';
import { headOf } from '../shared/store/events-table.ts';
import { commitsOf, currentEvents } from '../shared/store/history.ts';
import type { Commit } from '../shared/store/types.ts';
import { walletStream } from '../shared/wallet-ids.ts';

/** A function's answer holds 6 MB; no month of a person comes near this. */
const commitsMax = 10_000;

/** A month's statement, and whose it is. */
export interface MonthlyStatement {
  readonly month: string;
  /** First and last instant that it covers. */
  readonly from: string;
  readonly until: string;
  /** False while the month goes on: then more may come. */
  readonly complete: boolean;
  readonly walletId: string;
  readonly userId: string;
  /** What the customer's transfers carry. */
  readonly reference: string;
  readonly statement: Statement;
}

const stateAfter = async (commit: Commit | undefined): Promise<Wallet> =>
  commit === undefined ? noWallet : (await headOf(walletFolding, commit)).state;

const balanceOf = ({ available, reserved, pending, grams, costBasis }: Wallet): Balance => ({
  available,
  reserved,
  pending,
  grams,
  costBasis,
});

const commitsIn = async (
  stream: string,
  before: Commit | undefined,
  until: string,
): Promise<readonly Commit[]> => {
  const fromVersion = before === undefined ? 1 : before.version + before.events.length;
  const commits: Commit[] = [];
  for await (const commit of commitsOf(stream, { fromVersion, until })) {
    commits.push(commit);
    if (commits.length > commitsMax)
      throw new Refusal('statement.too-long', 'This month has more transactions than fit.', {
        transactionsMax: `${commitsMax}`,
      });
  }
  return commits;
};

/**
 * A month of a wallet, out of its events: the state before the month, everything within it, the state after. Throws
 * `statement.in-future` and `statement.before-account`.
 */
export const readStatement = async (
  walletId: string,
  month: string,
  now: string,
): Promise<MonthlyStatement> => {
  const stream = walletStream(walletId);
  const { first, last } = boundsOf(month);
  if (first > now) throw new Refusal('statement.in-future', 'This month has not begun.', { month });
  const complete = last < now;
  const until = complete ? last : now;
  const before = await commitAsOf(stream, new Date(Date.parse(first) - 1).toISOString());
  const commits = await commitsIn(stream, before, until);
  const closing = await stateAfter(commits.at(-1) ?? before);
  if (closing.walletId === '')
    throw new Refusal('statement.before-account', 'There was no wallet in this month yet.', {
      month,
    });
  const { userId, reference, currency } = closing;
  const entries = commits.flatMap((commit) =>
    currentEvents(commit).map((event) => ({ at: commit.meta.at, event: event as WalletEvent })),
  );
  return {
    month,
    from: first,
    until,
    complete,
    walletId,
    userId,
    reference,
    statement: statementOf({
      currency,
      opening: balanceOf(await stateAfter(before)),
      closing: balanceOf(closing),
      entries,
    }),
  };
};
