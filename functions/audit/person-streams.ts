import type { WalletEvent } from '../../domain/wallets/events.ts';
import { caseIdOf, caseStream } from '../shared/case-stream.ts';
import { commitAsOf } from '../shared/store/as-of.ts';
import { commitsOf, currentEvents } from '../shared/store/history.ts';
import type { Commit } from '../shared/store/types.ts';
import { participationStream, userStream, walletIdOf, walletStream } from '../shared/wallet-ids.ts';

export interface Period {
  /** ISO 8601 with milliseconds, both included. */
  readonly from: string;
  readonly to: string;
}

/** The commits of a stream in a period, found without reading what lies before it. */
export async function* commitsWithin(stream: string, { from, to }: Period): AsyncGenerator<Commit> {
  const before = new Date(Date.parse(from) - 1).toISOString();
  const last = await commitAsOf(stream, before);
  const fromVersion = last === undefined ? 1 : last.version + last.events.length;
  yield* commitsOf(stream, { fromVersion, until: to });
}

/** The streams of a customer's own that are known by the customer's id. */
export const ownStreams = (userId: string): readonly string[] => [
  userStream(userId),
  walletStream(walletIdOf(userId)),
];

const ledToBy = ({ type, data }: WalletEvent): string | undefined => {
  // The reservation in a wallet has its participation's id.
  if (type === 'FundsReserved' && data.purpose === 'pool')
    return participationStream(data.reservationId);
  if (type === 'DepositConfirmed' || type === 'WithdrawalScreened')
    return caseStream(caseIdOf(data.transactionId));
  return undefined;
};

/** Streams that a commit of the wallet led to: a part in a pool, a case about a movement (which there may not be). */
export const streamsLedToBy = (commit: Commit): readonly string[] =>
  commit.stream.startsWith('wallet-')
    ? (currentEvents(commit) as WalletEvent[]).map(ledToBy).filter((stream) => stream !== undefined)
    : [];
