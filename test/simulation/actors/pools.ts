import { oneAt } from '../chance.ts';
import { passing } from '../clockwork.ts';
import { asCents, cents } from '../model/amounts.ts';
import { reckonedWith } from '../model/books.ts';
import { type Cast, type Customer, type Play, said } from '../play.ts';
import type { Step } from '../script.ts';
import type { Answer } from '../stage.ts';
import { sendOwn } from './command.ts';

const least = 100n;

/** Pools as those see them who run them. */
export const poolsOf = async ({ office }: Cast): Promise<Answer['body'][]> => {
  const answer = await office.operator.ask('GET', '/v1/admin/pools?limit=100');
  return answer.status === 200 ? answer.body.items : [];
};

const oneOf = async (cast: Cast, status: string, size: number): Promise<Answer['body']> => {
  const pools = (await poolsOf(cast)).filter((pool) => pool.status === status);
  return oneAt(pools, size);
};

const offer = ({ stage, office }: Cast, { index, size, turn }: Step): Promise<Answer> => {
  const minutes = 20 + Math.floor(turn * 600);
  return office.operator.ask('POST', '/v1/admin/pools', {
    key: `line-${index}`,
    body: {
      name: `Pool ${index}`,
      targetAmount: asCents(20_000n + BigInt(Math.floor(size * 80_000))),
      minimumParticipants: 1 + Math.floor(turn * 3),
      deadline: new Date(stage.timeline.now() + minutes * 60_000).toISOString(),
    },
  });
};

/** An operator offers a pool that a few commitments fill. */
export const openPool: Play = async (cast, _customer, step) => said(await offer(cast, step));

const commit = async (
  cast: Cast,
  customer: Customer,
  key: string,
  { poolId, amount }: { readonly poolId: string; readonly amount: bigint },
): Promise<string> => {
  const has = reckonedWith(customer.book);
  const wanted = amount < has ? amount : has;
  const committed = wanted < least ? least : wanted;
  const answer = await sendOwn(cast, {
    customer,
    path: `/v1/pools/${poolId}/participations`,
    body: { amount: asCents(committed) },
    key,
    enter: ({ body }) =>
      customer.book.commitments.set(body.participationId, { poolId, amount: committed }),
  });
  return `${asCents(committed)}: ${said(answer)}`;
};

/** Commits a part of what an open pool lacks, or all of it at once with somebody who wants the same. */
export const joinPool: Play = async (cast, customer, { index, size, turn }) => {
  const pool = await oneOf(cast, 'open', turn);
  if (pool === undefined) return 'no pool is open';
  const { poolId } = pool;
  const lacks = cents(pool.targetAmount) - cents(pool.committedAmount);
  if (size >= 0.3) {
    const amount = (lacks * BigInt(Math.floor(size * 1_000))) / 1_500n;
    return commit(cast, customer, `line-${index}`, { poolId, amount });
  }
  const rival = cast.customers.find((other) => other !== customer) as Customer;
  const answers = [customer, rival].map((one) =>
    commit(cast, one, `line-${index}`, { poolId, amount: lacks }),
  );
  return (await Promise.all(answers)).join(' and ');
};

const change = async (
  { office }: Cast,
  poolId: string,
  action: 'closures' | 'cancellations',
  body: object,
): Promise<Answer> => office.operator.ask('POST', `/v1/admin/pools/${poolId}/${action}`, { body });

/** An operator ends the time to commit of a pool that has its members, while others still commit. */
export const closePool: Play = async (cast, _customer, step) => {
  const { index, size, turn } = step;
  const pool = (await oneOf(cast, 'open', size)) ?? (await offer(cast, step)).body;
  const { poolId, minimumParticipants } = pool;
  if (poolId === undefined) return 'no pool is open';
  const commits = (customer: Customer) =>
    commit(cast, customer, `line-${index}`, { poolId, amount: 2_000n });
  const early = await Promise.all(cast.customers.slice(0, minimumParticipants).map(commits));
  const closing = change(cast, poolId, 'closures', {});
  const late = cast.customers.slice(minimumParticipants).map(async (customer, place) => {
    const delayMs = Math.floor(((turn * (place + 3)) % 1) * 150);
    await passing(cast.stage.timeline, delayMs);
    return commits(customer);
  });
  const told = [...early, said(await closing), ...(await Promise.all(late))];
  return told.join(' and ');
};

/** An operator calls a pool off: everybody has their money back. */
export const cancelPool: Play = async (cast, _customer, { size }) => {
  const pool = await oneOf(cast, 'open', size);
  if (pool === undefined) return 'no pool is open';
  const reason = 'nobody wants it';
  const answer = await change(cast, pool.poolId, 'cancellations', { reason });
  return said(answer);
};
