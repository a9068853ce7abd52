import { asCents, cents } from '../model/amounts.ts';
import { reckonedWith } from '../model/books.ts';
import { type Cast, complainOf5xx, type Play, said } from '../play.ts';
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
  return pools[Math.floor(size * pools.length)];
};

/** An operator offers a pool that a few commitments fill. */
export const openPool: Play = async (cast, _customer, { index, size, turn }) => {
  const { stage, office } = cast;
  const minutes = 20 + Math.floor(turn * 600);
  const answer = await office.operator.ask('POST', '/v1/admin/pools', {
    key: `line-${index}`,
    body: {
      name: `Pool ${index}`,
      targetAmount: asCents(20_000n + BigInt(Math.floor(size * 80_000))),
      minimumParticipants: 1 + Math.floor(turn * 3),
      deadline: new Date(stage.timeline.now() + minutes * 60_000).toISOString(),
    },
  });
  complainOf5xx(cast, 'POST /v1/admin/pools', answer);
  return said(answer);
};

/** Commits to an open pool: a part of what it lacks, or all of it. */
export const joinPool: Play = async (cast, customer, { index, size, turn }) => {
  const pool = await oneOf(cast, 'open', turn);
  if (pool === undefined) return 'no pool is open';
  const lacks = cents(pool.targetAmount) - cents(pool.committedAmount);
  const part = size < 0.3 ? lacks : (lacks * BigInt(Math.floor(size * 1_000))) / 1_500n;
  const has = reckonedWith(customer.book);
  const wanted = part < has ? part : has;
  const amount = wanted < least ? least : wanted;
  const answer = await sendOwn(cast, {
    customer,
    path: `/v1/pools/${pool.poolId}/participations`,
    body: { amount: asCents(amount) },
    key: `line-${index}`,
    enter: ({ body }) =>
      customer.book.commitments.set(body.participationId, { poolId: pool.poolId, amount }),
  });
  return `${asCents(amount)} of ${asCents(lacks)}: ${said(answer)}`;
};

const change =
  (action: 'closures' | 'cancellations', body: object): Play =>
  async (cast, _customer, { size }) => {
    const pool = await oneOf(cast, 'open', size);
    if (pool === undefined) return 'no pool is open';
    const path = `/v1/admin/pools/${pool.poolId}/${action}`;
    const answer = await cast.office.operator.ask('POST', path, { body });
    complainOf5xx(cast, `POST ${action}`, answer);
    return said(answer);
  };

/** An operator ends the time to commit. */
export const closePool = change('closures', {});

/** An operator calls a pool off: everybody has their money back. */
export const cancelPool = change('cancellations', { reason: 'nobody wants it' });
