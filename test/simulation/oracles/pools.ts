import { type DealerOrder, dealerOrdersOf } from '../actors/partners.ts';
import { asCents, asGrams, cents, micrograms } from '../model/amounts.ts';
import type { Stage } from '../stage.ts';
import type { Streams } from '../stores.ts';

type Data = Readonly<Record<string, unknown>>;

interface Course {
  bought: { readonly cost: bigint; readonly grams: bigint } | undefined;
  status: 'open' | 'closed' | 'bought' | 'allocated' | 'cancelled';
}

interface Members {
  committed: bigint;
  /** What members paid for gold, what came back to them, and the gold that they got. */
  cost: bigint;
  released: bigint;
  grams: bigint;
}

const emptyMembers = (): Members => ({ committed: 0n, cost: 0n, released: 0n, grams: 0n });

/** What wallets say of pools: each commitment, each share, each release. */
const enterWallet = (members: (poolId: string) => Members, type: string, data: Data): void => {
  const pool = members(`${data['poolId']}`);
  if (type === 'FundsReserved' && data['purpose'] === 'pool')
    pool.committed += cents(`${data['amount']}`);
  if (type === 'FundsReservationCancelled' && data['purpose'] === 'pool')
    pool.released += cents(`${data['amount']}`);
  const settlement = data['settlement'] as Data | undefined;
  if (type !== 'GoldAllocated' || settlement === undefined) return;
  const settled = members(`${settlement['poolId']}`);
  settled.cost += cents(`${settlement['cost']}`);
  settled.released += cents(`${settlement['released']}`);
  settled.grams += micrograms(`${settlement['goldAmount'] ?? data['goldAmount']}`);
};

const enterCourse = (course: Course, type: string, data: Data): void => {
  if (type === 'PooledInvestmentClosed') course.status = 'closed';
  if (type === 'PoolAllocationCompleted') course.status = 'allocated';
  if (type === 'PooledInvestmentCancelled') course.status = 'cancelled';
  if (type !== 'BulkGoldPurchased') return;
  course.status = 'bought';
  const [cost, grams] = [cents(`${data['totalCost']}`), micrograms(`${data['goldAmount']}`)];
  course.bought = { cost, grams };
};

/** What wallets say of a pool, and what the pool says of itself. */
interface PoolBooks {
  readonly poolId: string;
  readonly course: Course;
  readonly members: Members;
}

const wrongAmount = (poolId: string, what: string, is: bigint, must: bigint): readonly string[] =>
  is === must ? [] : [`pool ${poolId}: ${what} ${asCents(is)}, not ${asCents(must)}`];

/** Invariant 5 of a pool that was allocated: what its members paid is what the gold cost, and all of it was given. */
export const allocationFaults = ({ poolId, course, members }: PoolBooks): readonly string[] => {
  const { bought, status } = course;
  if (status !== 'allocated') return [];
  const { committed, cost, released, grams } = members;
  return [
    ...wrongAmount(poolId, 'charged', cost, bought?.cost ?? 0n),
    ...wrongAmount(poolId, 'charged and gave back', cost + released, committed),
    ...(grams === bought?.grams
      ? []
      : [`pool ${poolId} gave ${asGrams(grams)} of ${asGrams(bought?.grams ?? 0n)}`]),
  ];
};

const endFaults = ({ poolId, course: { status }, members }: PoolBooks): readonly string[] => {
  if (status === 'bought') return [`pool ${poolId} has its gold and nobody gets any`];
  if (status !== 'cancelled') return [];
  return [
    ...wrongAmount(poolId, 'gave back', members.released, members.committed),
    ...wrongAmount(poolId, 'charged', members.cost, 0n),
  ];
};

/** What was booked as bought is what the dealer sold, for as much. */
const dealing = (
  { poolId, course: { bought } }: PoolBooks,
  order: DealerOrder | undefined,
): readonly string[] => {
  if (bought === undefined) return [];
  const { grams = '0', totalCost = '0' } = order?.outcome ?? {};
  return micrograms(grams) === bought.grams && cents(totalCost) === bought.cost
    ? []
    : [`pool ${poolId} books ${asGrams(bought.grams)}, and the dealer sold ${grams}`];
};

/** What became of each pool, by its own events and by those of its members' wallets. */
export const poolBooksOf = (streams: Streams): readonly PoolBooks[] => {
  const courses = new Map<string, Course>();
  const members = new Map<string, Members>();
  const membersOf = (poolId: string): Members => {
    const found = members.get(poolId) ?? emptyMembers();
    members.set(poolId, found);
    return found;
  };
  for (const [stream, stored] of streams) {
    const course: Course = { status: 'open', bought: undefined };
    if (stream.startsWith('pool-')) courses.set(stream.slice('pool-'.length), course);
    for (const { type, data } of stored.flatMap(({ commit }) => commit.events)) {
      if (stream.startsWith('pool-')) enterCourse(course, type, data as Data);
      if (stream.startsWith('wallet-')) enterWallet(membersOf, type, data as Data);
    }
  }
  return [...courses].map(([poolId, course]) => ({ poolId, course, members: membersOf(poolId) }));
};

/** Invariant 5: money in = bulk cost + released, and the grams bought = Σ allocations, to the unit. */
export const poolFaults = async (stage: Stage, streams: Streams): Promise<readonly string[]> => {
  const orders = new Map((await dealerOrdersOf(stage)).map((order) => [order.orderId, order]));
  return poolBooksOf(streams).flatMap((pool) => [
    ...endFaults(pool),
    ...allocationFaults(pool),
    ...dealing(pool, orders.get(pool.poolId)),
  ]);
};
