import { oneAt } from '../chance.ts';
import { asCents, cents } from '../model/amounts.ts';
import { reckonedWith } from '../model/books.ts';
import { type Cast, type Customer, type Play, said } from '../play.ts';
import type { Step } from '../script.ts';
import type { Answer } from '../stage.ts';
import { sendOwn } from './command.ts';
import { sendBack } from './partners.ts';
import { share } from './trader.ts';

/** Policy decides up to here, people beyond. */
const smallMax = 100_000n;
const least = 100n;

const request = async (
  cast: Cast,
  customer: Customer,
  { index }: Step,
  amount: bigint,
): Promise<Answer> => {
  const { bankAccountId, book } = customer;
  return sendOwn(cast, {
    customer,
    path: '/v1/withdrawals',
    body: { amount: asCents(amount), bankAccountId: bankAccountId ?? crypto.randomUUID() },
    key: `line-${index}`,
    enter: ({ body }) => book.withdrawals.set(body.withdrawalId, amount),
  });
};

const asked = async (cast: Cast, customer: Customer, step: Step, amount: bigint) => {
  if (customer.bankAccountId === undefined) return 'no account to be paid to';
  return `${asCents(amount)}: ${said(await request(cast, customer, step, amount))}`;
};

/** Takes a little out: the rules let it pass, unless they find something. */
export const withdrawSmall: Play = (cast, customer, step) => {
  const most = reckonedWith(customer.book);
  return asked(cast, customer, step, least + share(most < smallMax ? most : smallMax, step.size));
};

/** Takes a little out, to a bank that sends it back. */
export const withdrawInVain: Play = async (cast, customer, step) => {
  await sendBack(cast.stage);
  return withdrawSmall(cast, customer, step);
};

/** Takes more out than policy lets pass: it waits for people. */
export const withdrawLarge: Play = (cast, customer, step) => {
  const over = reckonedWith(customer.book) - smallMax;
  return asked(cast, customer, step, smallMax + 1n + share(over > 0n ? over : 0n, step.size));
};

/** Asks for the whole of one's money twice at once: once is all there is. */
export const withdrawTwice: Play = async (cast, customer, step) => {
  const { bankAccountId, book } = customer;
  if (bankAccountId === undefined) return 'no account to be paid to';
  const wallet = await customer.person.ask('GET', '/v1/wallet');
  if (wallet.status !== 200) return said(wallet);
  const amount = cents(wallet.body.available);
  if (amount < least) return 'nothing to take out';
  const answers = await Promise.all(
    ['a', 'b'].map((key) =>
      sendOwn(cast, {
        customer,
        path: '/v1/withdrawals',
        body: { amount: asCents(amount), bankAccountId },
        key: `line-${step.index}${key}`,
        enter: ({ body }) => book.withdrawals.set(body.withdrawalId, amount),
      }),
    ),
  );
  return `${asCents(amount)}: ${answers.map(said).join(' and ')}`;
};

/** Takes more out than policy lets pass, where there is as much, and thinks better of it at once. */
export const withdrawAndCancel: Play = async (cast, customer, step) => {
  const { person, bankAccountId, book } = customer;
  if (bankAccountId === undefined) return 'no account to be paid to';
  const most = reckonedWith(book);
  const amount = most > smallMax ? smallMax + 1n : least;
  const answer = await request(cast, customer, step, amount);
  if (answer.status !== 202) return said(answer);
  const cancelled = await person.ask('DELETE', `/v1/withdrawals/${answer.body.withdrawalId}`);
  return `${asCents(amount)}: ${said(answer)} and ${said(cancelled)}`;
};

/** Thinks better of it. */
export const cancelWithdrawal: Play = async (_cast, { person, book }, { size }) => {
  const latest = [...book.withdrawals.keys()].slice(-3);
  const id = oneAt(latest, size);
  if (id === undefined) return 'nothing to cancel';
  const answer = await person.ask('DELETE', `/v1/withdrawals/${id}`);
  return said(answer);
};

/** Somebody looks at, and cancels, what is another's: it is unknown to them. */
export const touchForeign: Play = async (cast, customer, { size, turn }) => {
  const others = cast.customers.filter((other) => other !== customer);
  const [method, kind] =
    turn < 0.4
      ? (['DELETE', 'withdrawals'] as const)
      : turn < 0.7
        ? (['GET', 'withdrawals'] as const)
        : (['GET', 'purchases'] as const);
  const ids = others.flatMap(({ book }) => [...book[kind].keys()]);
  const id = oneAt(ids, size);
  if (id === undefined) return 'nothing that is another’s';
  const path = kind === 'purchases' ? `/v1/transactions/${id}` : `/v1/withdrawals/${id}`;
  const answer = await customer.person.ask(method, path);
  if (answer.status < 300) cast.wrong.push(`${method} ${path} was done for somebody else`);
  return said(answer);
};
