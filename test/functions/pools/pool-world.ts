import { pool } from '../../../domain/pools/pool.ts';
import type { Pool } from '../../../domain/pools/state.ts';
import { formatMoney } from '../../../domain/shared/money.ts';
import type { Wallet } from '../../../domain/wallets/state.ts';
import { wallet } from '../../../domain/wallets/wallet.ts';
import { handler as commitToPool } from '../../../functions/pools/commit-to-pool.ts';
import { participationIdOf } from '../../../functions/pools/participation-ids.ts';
import { openShards } from '../../../functions/pools/tally.ts';
import { handler as projectParticipations } from '../../../functions/projections/pool-participations.ts';
import { publishedOf } from '../../../functions/shared/published.ts';
import { loadHead } from '../../../functions/shared/store/events-table.ts';
import { execute } from '../../../functions/shared/store/execute.ts';
import { commitsOf } from '../../../functions/shared/store/history.ts';
import {
  participationStream,
  poolStream,
  walletIdOf,
  walletStream,
} from '../../../functions/shared/wallet-ids.ts';
import { batchOf } from '../market/recorded.ts';
import { eventsOf } from '../store/events-of.ts';
import { cause, id } from '../store/harness.ts';

const funds = 100_000n;
let pools = 0;

const commitmentEvent = (poolId: string, userId: string, amount: bigint) => ({
  routeKey: 'POST /v1/pools/{id}/participations',
  headers: { 'idempotency-key': 'commitment' },
  pathParameters: { id: poolId },
  body: JSON.stringify({ amount: formatMoney(amount, 'EUR') }),
  requestContext: {
    http: { sourceIp: '127.0.0.1', userAgent: 'test' },
    authorizer: {
      jwt: {
        claims: { token_use: 'access', username: userId, 'cognito:groups': '[customer]' },
      },
    },
  },
});

/** Opens a pool over 90.00, for three members at least. */
const openPool = async (poolId: string, deadline: string, at: string): Promise<void> => {
  const terms = { targetAmount: 9_000n, currency: 'EUR', minimumParticipants: 3, deadline };
  const offer = { poolId, name: 'Autumn bar', ...terms, openedBy: id('operator') };
  await execute({
    cause: cause(`${poolId} open`, at),
    participants: [
      {
        folding: pool,
        stream: poolStream(poolId),
        decide: (state: Pool) => pool.decide({ type: 'OpenPool', ...offer, at }, state),
      },
    ],
    guards: () => openShards(offer),
  });
};

const createFunded = async (userId: string, at: string): Promise<void> => {
  const walletId = walletIdOf(userId);
  const identity = { walletId, userId, currency: 'EUR', reference: 'RF1' };
  const deposit = {
    transactionId: id(`${userId} deposit`),
    amount: funds,
    currency: 'EUR',
    bankReference: 'BK-1',
    verificationStatus: 'verified',
  } as const;
  await execute({
    cause: cause(`${userId} create`, at),
    participants: [
      {
        folding: wallet,
        stream: walletStream(walletId),
        decide: (state: Wallet) => {
          const created = wallet.decide({ type: 'CreateWallet', ...identity, at }, state);
          const open = created.reduce(wallet.evolve, state);
          return [...created, ...wallet.decide({ type: 'ReceiveDeposit', ...deposit, at }, open)];
        },
      },
    ],
  });
};

/** What customers have together. */
const heldBy = async (people: readonly string[]) => {
  const states = await Promise.all(
    people.map(
      async (userId) => (await loadHead(wallet, walletStream(walletIdOf(userId)), true)).state,
    ),
  );
  const sum = (of: (state: Wallet) => bigint) =>
    states.reduce((total, state) => total + of(state), 0n);
  return {
    available: sum(({ available }) => available),
    reserved: sum(({ reserved }) => reserved),
    grams: sum(({ grams }) => grams),
    open: states.flatMap(({ reservations }) => Object.keys(reservations)).length,
  };
};

/** An open pool, and four customers with 1,000.00 each who may commit. */
export const openPoolWorld = async (deadline: string, at: string) => {
  pools += 1;
  const poolId = id(`pool ${pools}`);
  const people = [1, 2, 3, 4].map((number) => id(`member ${pools}.${number}`));
  await openPool(poolId, deadline, at);
  for (const userId of people) await createFunded(userId, at);
  return {
    poolId,
    /** The bus tells the read table of the members. */
    project: async (): Promise<void> => {
      for (const userId of people) {
        const stream = participationStream(participationIdOf(poolId, userId));
        for await (const commit of commitsOf(stream))
          await projectParticipations(batchOf(publishedOf(commit)));
      }
    },
    /** Commits through the API's own handler; answers the status. */
    commit: async (person: number, amount: bigint): Promise<number> => {
      const event = commitmentEvent(poolId, people[person] as string, amount);
      return (await commitToPool(event as never, {} as never)).statusCode ?? 0;
    },
    told: async (): Promise<string> =>
      (await eventsOf(poolStream(poolId)))
        .map(({ type }) => type.replace(/^PooledInvestment|^BulkGold|^Pool/, ''))
        .join(' '),
    held: () => heldBy(people),
    state: async () => (await loadHead(pool, poolStream(poolId), true)).state,
  };
};

export type PoolWorld = Awaited<ReturnType<typeof openPoolWorld>>;
/** What all of them have in the beginning. */
export const fundsOfAll = funds * 4n;
