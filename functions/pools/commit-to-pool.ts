import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { type Participation, participation } from '../../domain/pools/participation.ts';
import type { Pool } from '../../domain/pools/state.ts';
import {
  openTally,
  splitOverTally,
  type TallyPart,
  type TallyShard,
} from '../../domain/pools/tally.ts';
import { amountOf } from '../../domain/shared/money.ts';
import { Refusal } from '../../domain/shared/refusal.ts';
import type { FundsReserved } from '../../domain/wallets/events.ts';
import type { Wallet } from '../../domain/wallets/state.ts';
import { wallet } from '../../domain/wallets/wallet.ts';
import { CurrencyText, Id, InstantText, MoneyText, named } from '../shared/http/answers.ts';
import { type CommandContext, command } from '../shared/http/endpoint.ts';
import { onlyCommit } from '../shared/repeated.ts';
import { execute } from '../shared/store/execute.ts';
import { currentEvents } from '../shared/store/history.ts';
import type { Commit } from '../shared/store/types.ts';
import { participationStream, walletIdOf, walletStream } from '../shared/wallet-ids.ts';
import { participationIdOf } from './participation-ids.ts';
import { loadOpenPool } from './pool-head.ts';
import { isShut, readShards, takeFromTally } from './tally.ts';

const Commitment = z.strictObject({ amount: amountOf('EUR') });
const PoolPath = z.strictObject({ id: z.uuid() });

const Committed = named(
  'Committed',
  z.object({
    poolId: Id,
    participationId: Id,
    status: z.enum(['committed']),
    amount: MoneyText,
    currency: CurrencyText,
    committedAt: InstantText,
  }),
);
type Committed = z.infer<typeof Committed>;

type Context = CommandContext<z.infer<typeof Commitment>, z.infer<typeof PoolPath>>;

/** Every customer starts at a shard of their own, so that commitments do not all write one item. */
const inOrderFor = (walletId: string, shards: readonly TallyShard[]): readonly TallyShard[] => {
  const start = createHash('sha256').update(walletId).digest().readUInt32BE(0) % shards.length;
  return [...shards.slice(start), ...shards.slice(0, start)];
};

const answer = (commit: Commit): Committed => {
  const reserved = currentEvents(commit).find(({ type }) => type === 'FundsReserved');
  const data = reserved?.data as Required<FundsReserved['data']>;
  return {
    poolId: data.poolId,
    participationId: data.reservationId,
    status: 'committed',
    amount: data.amount,
    currency: data.currency,
    committedAt: data.at,
  };
};

/**
 * Where the money of one commitment is counted. The first guess takes every shard for full of room and needs no read;
 * once a shard was short, all are read.
 */
const createChoice = (walletId: string, amount: bigint) => {
  let target: Pool | undefined;
  let seen: readonly TallyShard[] | undefined;
  let parts: readonly TallyPart[] = [];
  return {
    parts: () => parts,
    choose: (pool: Pool) => {
      target = pool;
      parts = splitOverTally(amount, inOrderFor(walletId, seen ?? openTally(pool)));
    },
    look: async () => {
      if (target !== undefined) seen = await readShards(target);
    },
  };
};

const commit = async ({ body: { amount }, path: { id: poolId }, actor, cause }: Context) => {
  const { userId } = actor;
  const walletId = walletIdOf(userId);
  const participationId = participationIdOf(poolId, userId);
  const choice = createChoice(walletId, amount);
  const facts = { poolId, reservationId: participationId, amount, at: cause.at };
  let currency = '';
  const executed = await execute({
    cause,
    idempotent: true,
    participants: [
      {
        folding: wallet,
        stream: walletStream(walletId),
        decide: async (state: Wallet) => {
          const open = await loadOpenPool(poolId, cause.at);
          ({ currency } = open);
          choice.choose(open);
          return wallet.decide({ type: 'ReserveForPool', ...facts, currency }, state);
        },
      },
      {
        folding: participation,
        stream: participationStream(participationId),
        fresh: true,
        decide: (state: Participation) =>
          participation.decide(
            { type: 'CommitParticipation', ...facts, participationId, userId, walletId, currency },
            state,
          ),
      },
    ],
    guards: () => takeFromTally(choice.parts()),
    guardFailed: async (_, { Item }) => {
      if (isShut(Item)) throw new Refusal('pool.not-open', 'The pool takes no commitments.');
      await choice.look();
    },
  });
  return answer(onlyCommit(executed, cause));
};

/** Sets a customer's money aside for a pool: in the wallet, in the pool and in its tally, together or not at all. */
export const handler = command({
  schema: Commitment,
  path: PoolPath,
  answer: Committed,
  groups: ['customer'],
  movesMoney: true,
  status: 201,
  handle: commit,
});
