import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { type MemberShare, shareOf } from '../../domain/pools/allocation.ts';
import { printedNumber } from '../../domain/shared/base32.ts';
import { stretchOf } from '../../domain/vault/lots.ts';
import type { Allocation as LotAllocation } from '../../domain/wallets/commands.ts';
import type { Wallet } from '../../domain/wallets/state.ts';
import { wallet } from '../../domain/wallets/wallet.ts';
import { execute } from '../shared/store/execute.ts';
import { fromJson } from '../shared/store/json.ts';
import { derivedId } from '../shared/uuid.ts';
import { walletStream } from '../shared/wallet-ids.ts';
import { inFlight } from './in-flight.ts';
import type { Allocation } from './plan-allocation.ts';
import { membersOf, type RosterEntry } from './roster.ts';
import { causeOfStep, Started, sagaStep } from './saga-step.ts';
import { requireSettledBefore } from './settled-before.ts';

const inFlightMax = 16;

const Told = z.extend(Started, {
  allocation: z.string(),
  segment: z.object({ after: z.string(), count: z.int(), offset: z.string() }),
});
type Told = z.infer<typeof Told>;

/** A member with what they are due, and out of which lots. */
interface Due {
  readonly member: RosterEntry;
  readonly share: MemberShare;
  readonly allocations: readonly LotAllocation[];
}

const certificateOf = (allocationId: string): string =>
  printedNumber('AC', createHash('sha256').update(allocationId).digest().subarray(0, 8));

const duesOf = (
  { plan, lots }: Allocation,
  members: readonly RosterEntry[],
  from: bigint,
): readonly Due[] => {
  let offset = from;
  return members.map((member) => {
    const share = shareOf(plan, member);
    const parts = stretchOf(lots, offset, share.goldAmount);
    offset += share.goldAmount;
    const allocations = parts.map(({ lotId, goldAmount }) => {
      const allocationId = derivedId(member.participationId, lotId);
      return { allocationId, lotId, goldAmount, certificateNumber: certificateOf(allocationId) };
    });
    return { member, share, allocations };
  });
};

/** One commit of one wallet. A reservation ends once, so a member who was allocated before is found to have been. */
const allocate = async (told: Told, { member, share, allocations }: Due): Promise<void> => {
  const { participationId, walletId, committedAt } = member;
  const cause = causeOfStep(told, 'allocate', participationId);
  try {
    await execute({
      cause,
      participants: [
        {
          folding: wallet,
          stream: walletStream(walletId),
          decide: (state: Wallet) =>
            wallet.decide(
              {
                type: 'AllocatePoolGold',
                poolId: told.poolId,
                reservationId: participationId,
                committedAt,
                allocations,
                cost: share.cost,
                at: cause.at,
              },
              state,
            ),
        },
      ],
    });
  } catch (error) {
    await requireSettledBefore(error, member, 'allocated');
  }
};

/** Gives the members of one segment their gold and ends their reservations; answers what they were due together. */
export const handler = sagaStep('allocate-segment', Told, async (told) => {
  const { poolId, segment, allocation } = told;
  const members = await membersOf(poolId, segment);
  const dues = duesOf(fromJson(allocation) as Allocation, members, BigInt(segment.offset));
  await inFlight(dues, inFlightMax, (due) => allocate(told, due));
  const total = (of: (share: MemberShare) => bigint) =>
    `${dues.reduce((sum, { share }) => sum + of(share), 0n)}`;
  return { goldAmount: total((share) => share.goldAmount), cost: total((share) => share.cost) };
});
