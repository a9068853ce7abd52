import * as z from 'zod/mini';
import { user } from '../../domain/accounts/user.ts';
import { policy } from '../../domain/shared/policy.ts';
import { closeWallet, holdsAssets } from '../../domain/wallets/closing.ts';
import { walletFolding } from '../../domain/wallets/folding.ts';
import { Id, InstantText, named } from '../shared/http/answers.ts';
import { command, noParameters } from '../shared/http/endpoint.ts';
import { newestCommit } from '../shared/store/events-table.ts';
import { execute } from '../shared/store/execute.ts';
import { forget } from '../shared/store/guards.ts';
import { userStream, walletIdOf, walletStream } from '../shared/wallet-ids.ts';
import { emailGuard } from './email-index.ts';
import { openProfile } from './profile.ts';

const Erasure = named(
  'Erasure',
  z.object({ certificateId: Id, status: z.literal('erased'), erasedAt: InstantText }),
);

/** Until when the law wants the record: years after the last business. Nobody who never did any has a record. */
const recordRequiredUntil = async (stream: string): Promise<string | undefined> => {
  const newest = await newestCommit(stream, true);
  if (newest === undefined || newest.version === 1) return undefined;
  const until = new Date(newest.meta.at);
  until.setUTCFullYear(until.getUTCFullYear() + policy.compliance.recordKeptYears);
  return until.toISOString();
};

/**
 * Erases a customer's personal data: the ledger keeps its events, which nobody can read any more once the customer's key
 * is gone. Refused while the wallet holds anything, while the law requires the record, and while a case is open. Account
 * and wallet change together, so nothing comes in between.
 */
export const handler = command({
  schema: noParameters,
  answer: Erasure,
  groups: ['customer'],
  freshSignIn: true,
  status: 200,
  handle: async ({ actor: { userId }, cause }) => {
    const { at, commandId: certificateId } = cause;
    const wallet = walletStream(walletIdOf(userId));
    const { email } = await openProfile(userId, true);
    const guard = await emailGuard(email);
    const until = await recordRequiredUntil(wallet);
    let holds = true;
    await execute({
      cause,
      participants: [
        {
          folding: walletFolding,
          stream: wallet,
          decide: (state) => {
            holds = holdsAssets(state);
            return closeWallet(state, at);
          },
        },
        {
          folding: user,
          stream: userStream(userId),
          decide: (state) =>
            user.decide(
              {
                type: 'ErasePersonalData',
                certificateId,
                holdsAssets: holds,
                recordRequiredUntil: until,
                at,
              },
              state,
            ),
        },
      ],
      guards: () => [forget(guard)],
    });
    return { certificateId, status: 'erased' as const, erasedAt: at };
  },
});
