import * as z from 'zod/mini';
import { type Participation, participation } from '../../domain/pools/participation.ts';
import type { Wallet } from '../../domain/wallets/state.ts';
import { wallet } from '../../domain/wallets/wallet.ts';
import { execute } from '../shared/store/execute.ts';
import { participationStream, walletStream } from '../shared/wallet-ids.ts';
import { inFlight } from './in-flight.ts';
import { loadPool } from './pool-head.ts';
import { membersOf, type RosterEntry } from './roster.ts';
import { causeOfStep, Started, sagaStep } from './saga-step.ts';
import { requireSettledBefore } from './settled-before.ts';

const inFlightMax = 16;

const Told = z.extend(Started, {
  segment: z.object({ after: z.string(), count: z.int() }),
});
type Told = z.infer<typeof Told>;

/** The reservation in the wallet and the participation end together. */
const release = async (told: Told, member: RosterEntry, reason: string): Promise<void> => {
  const { participationId, walletId, committedAt } = member;
  const cause = causeOfStep(told, 'release', participationId);
  const { at } = cause;
  const reservation = { reservationId: participationId, poolId: told.poolId, committedAt };
  try {
    await execute({
      cause,
      participants: [
        {
          folding: wallet,
          stream: walletStream(walletId),
          decide: (state: Wallet) =>
            wallet.decide({ type: 'ReleasePoolReservation', ...reservation, reason, at }, state),
        },
        {
          folding: participation,
          stream: participationStream(participationId),
          decide: (state: Participation) =>
            participation.decide({ type: 'ReleaseParticipation', reason, at }, state),
        },
      ],
    });
  } catch (error) {
    await requireSettledBefore(error, member, 'released');
  }
};

/** Gives the members of one segment of a cancelled pool their money back. */
export const handler = sagaStep('release-segment', Told, async (told) => {
  const { status, reason } = await loadPool(told.poolId);
  if (status !== 'cancelled') throw new Error('only a cancelled pool is released');
  const members = await membersOf(told.poolId, told.segment);
  await inFlight(members, inFlightMax, (member) => release(told, member, reason));
  return { released: members.length };
});
