import {
  bankBooksOf,
  type DealerOrder,
  dealerOrdersOf,
  type Transfer,
} from '../actors/partners.ts';
import { poolsOf } from '../actors/pools.ts';
import { asCents, asGrams, cents, micrograms } from '../model/amounts.ts';
import { balanceOf } from '../model/books.ts';
import { divided } from '../model/shares.ts';
import type { Cast, Customer } from '../play.ts';
import type { Answer } from '../stage.ts';

/** What the bank, the dealer and people made of what was asked for. */
interface World {
  readonly transfers: ReadonlyMap<string, Transfer>;
  readonly orders: ReadonlyMap<string, DealerOrder>;
  readonly pools: ReadonlyMap<string, Answer['body']>;
}

/** What a customer has besides trading: tied up, gone, and gold of pools. */
interface Tied {
  reserved: bigint;
  spent: bigint;
  grams: bigint;
  cost: bigint;
  readonly wrong: string[];
}

const gone: Readonly<Record<Transfer['status'], boolean>> = {
  processing: true,
  completed: true,
  failed: false,
  returned: false,
};
const unended = ['requested', 'waiting', 'approved', 'processing'];
const given = ['rejected', 'failed', 'cancelled'];

/** What the bank did is what the platform must say; where the bank did nothing, nothing is gone. */
const withdrawals = async ({ person, book }: Customer, { transfers }: World, tied: Tied) => {
  for (const [id, amount] of book.withdrawals) {
    const { body } = await person.ask('GET', `/v1/withdrawals/${id}`);
    const transfer = transfers.get(id);
    const told = `withdrawal ${id} is told as ${body.status}`;
    if (transfer === undefined) {
      if (unended.includes(body.status)) tied.reserved += amount;
      else if (!given.includes(body.status)) tied.wrong.push(`${told}, and the bank was not asked`);
      continue;
    }
    if (body.status !== transfer.status)
      tied.wrong.push(`${told}, the bank’s is ${transfer.status}`);
    if (cents(transfer.amount) !== amount)
      tied.wrong.push(`withdrawal ${id} of ${asCents(amount)} was paid as ${transfer.amount}`);
    if (!gone[transfer.status]) continue;
    if (transfer.status === 'processing') tied.reserved += amount;
    else tied.spent += amount;
  }
};

const stepMicrograms = 100n;

/** Shares follow from what everybody committed and what the dealer sold. */
const commitments = (cast: Cast, { book }: Customer, world: World, tied: Tied): void => {
  for (const [id, { poolId, amount }] of book.commitments) {
    const status = world.pools.get(poolId)?.status;
    if (status === 'cancelled') continue;
    if (status !== 'allocated') {
      tied.reserved += amount;
      continue;
    }
    const parts = cast.customers.flatMap((customer) =>
      [...customer.book.commitments]
        .filter(([, commitment]) => commitment.poolId === poolId)
        .map(([part, commitment]) => ({ id: part, amount: commitment.amount })),
    );
    const { grams = '0', totalCost = '0' } = world.orders.get(poolId)?.outcome ?? {};
    const cost = divided(cents(totalCost), parts).get(id) ?? 0n;
    tied.spent += cost;
    tied.cost += cost;
    tied.grams +=
      (divided(micrograms(grams) / stepMicrograms, parts).get(id) ?? 0n) * stepMicrograms;
  }
};

/** What was acknowledged to one customer, against what the API shows them now. */
const broken = async (
  cast: Cast,
  customer: Customer,
  world: World,
  last: boolean,
): Promise<readonly string[]> => {
  const { person, book } = customer;
  const tied: Tied = { reserved: 0n, spent: 0n, grams: 0n, cost: 0n, wrong: [] };
  await withdrawals(customer, world, tied);
  commitments(cast, customer, world, tied);
  const [wallet, holdings] = [
    await person.ask('GET', '/v1/wallet'),
    await person.ask('GET', '/v1/holdings'),
  ];
  const { available, pending, grams, costBasis } = balanceOf(book);
  const pairs = [
    ['available', wallet.body.available, asCents(available - tied.reserved - tied.spent)],
    ['reserved', wallet.body.reserved, asCents(last ? 0n : tied.reserved)],
    ['pending', wallet.body.pending, asCents(pending)],
    ['grams', holdings.body.grams, asGrams(grams + tied.grams)],
    ['cost basis', holdings.body.costBasis, asCents(costBasis + tied.cost)],
  ] as const;
  const at = new Date(cast.stage.timeline.now()).toISOString();
  const shown = pairs
    .filter(([, is, must]) => is !== must)
    .map(
      ([what, is, must]) => `${person.name} is shown ${what} ${is}, and must have ${must} (${at})`,
    );
  return [...tied.wrong, ...shown];
};

/**
 * No acknowledged command is lost, none happens twice: the model's books, and what bank and dealer say they did, against
 * the platform's answers. At the last rest nothing may be reserved any more.
 */
export const brokenPromises = async (cast: Cast, last: boolean): Promise<readonly string[]> => {
  const { paid } = await bankBooksOf(cast.stage);
  const world = {
    transfers: new Map(paid.map((transfer) => [transfer.endToEndId, transfer])),
    orders: new Map((await dealerOrdersOf(cast.stage)).map((order) => [order.orderId, order])),
    pools: new Map((await poolsOf(cast)).map((pool) => [pool.poolId, pool])),
  };
  const wrong = cast.customers.map((customer) => broken(cast, customer, world, last));
  return (await Promise.all(wrong)).flat();
};
