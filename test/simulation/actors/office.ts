import { oneAt } from '../chance.ts';
import { asCents, cents } from '../model/amounts.ts';
import type { Person } from '../person.ts';
import { type Cast, type Customer, type Play, said } from '../play.ts';
import type { Answer } from '../stage.ts';
import { send } from './command.ts';
import { withdrawLarge } from './withdrawals.ts';

const listed = async (person: Person, path: string): Promise<Answer['body'][]> => {
  const answer = await person.ask('GET', path);
  return answer.status === 200 ? answer.body.items : [];
};

export const waitingWithdrawals = (cast: Cast) =>
  listed(cast.office.operator, '/v1/admin/withdrawals?status=waiting&limit=100');

const reason = 'we do not like it';

/** One of the operators approves or rejects what waits, or asks for something to decide on; nobody decides on their own. */
export const decideWithdrawal: Play = async (cast, _customer, step) => {
  const { index, size, turn } = step;
  const waiting = await waitingWithdrawals(cast);
  const { operator, second } = cast.office;
  const asker = cast.customers.find(({ person }) => person.userId === second.userId);
  if (waiting.length === 0 && asker !== undefined) return withdrawLarge(cast, asker, step);
  const person = turn < 0.5 ? operator : second;
  const hers = waiting.find(({ userId }) => userId === second.userId);
  const chosen = person === second && hers !== undefined ? hers : oneAt(waiting, size);
  if (chosen === undefined) return 'nothing waits';
  const own = chosen.userId === second.userId && person === second;
  const approves = own || turn % 0.5 < 0.4;
  const answer = await person.ask(
    'POST',
    `/v1/admin/withdrawals/${chosen.withdrawalId}/${approves ? 'approvals' : 'rejections'}`,
    { key: `line-${index}`, body: approves ? {} : { reason } },
  );
  if (own && answer.status < 300) cast.wrong.push('somebody approved their own withdrawal');
  return `${approves ? 'approve' : 'reject'}${own ? ' their own' : ''}: ${said(answer)}`;
};

const holderOf = (cast: Cast, bankReference: string): Customer | undefined =>
  cast.customers.find(({ book }) => book.inReview.has(bankReference));

/** A deposit in review is confirmed or rejected; what is rejected is nobody's. */
const reviewPending = (
  cast: Cast,
  customer: Customer,
  key: string,
  row: Answer['body'],
  confirms: boolean,
) => {
  const { transactionId, bankReference } = row;
  const amount = cents(row.amount);
  return send(cast, {
    customer,
    person: cast.office.operator,
    path: `/v1/admin/deposits/${transactionId}/${confirms ? 'confirmations' : 'rejections'}`,
    body: confirms ? {} : { reason },
    key,
    enter: () => {
      const holder = holderOf(cast, bankReference);
      holder?.book.inReview.delete(bankReference);
      if (confirms) holder?.book.deposits.set(bankReference, amount);
      else cast.suspense.set(bankReference, { amount, debtor: 'Somebody Else' });
    },
  });
};

/** Money of nobody's is given to a customer, or sent back. Given by another name than the payer's, it waits again. */
const reviewUnmatched = (
  cast: Cast,
  customer: Customer,
  key: string,
  row: Answer['body'],
  assigns: boolean,
) => {
  const { transactionId, bankReference } = row;
  return send(cast, {
    customer,
    // The second operator cannot give money to herself.
    person: cast.office.operator,
    path: `/v1/admin/deposits/${transactionId}/${assigns ? 'assignments' : 'returns'}`,
    body: assigns ? { reference: customer.reference } : { reason },
    key,
    enter: () => {
      if (!assigns) return;
      const { amount, debtor } = cast.suspense.get(bankReference) ?? { amount: 0n, debtor: '' };
      cast.suspense.delete(bankReference);
      const { deposits, inReview } = customer.book;
      (debtor === customer.person.name ? deposits : inReview).set(bankReference, amount);
    },
  });
};

/** An operator works on what came in and could not be booked. */
export const reviewDeposit: Play = async (cast, customer, { index, size, turn }) => {
  const rows = await listed(cast.office.operator, '/v1/admin/deposits?status=review&limit=100');
  const row = oneAt(rows, size);
  if (row === undefined) return 'nothing to review';
  const review = row.source === 'wallet' ? reviewPending : reviewUnmatched;
  const answer = await review(cast, customer, `line-${index}`, row, turn < 0.6);
  return `${row.source} ${row.amount} ${turn < 0.6 ? 'accepted' : 'refused'}: ${said(answer)}`;
};

/** Compliance decides on a case: mostly it finds nothing, and what it reported before is cleared in the end. */
export const decideCase: Play = async (cast, _customer, { size, turn }) => {
  const cases = await listed(cast.office.compliance, '/v1/admin/cases?status=open&limit=100');
  const chosen = oneAt(cases, size);
  if (chosen === undefined) return 'no case';
  const outcome = turn < 0.85 ? 'cleared' : 'reported';
  const answer = await cast.office.compliance.ask(
    'POST',
    `/v1/admin/cases/${chosen.caseId}/decisions`,
    { body: { outcome, note: 'looked into it' } },
  );
  return `${outcome}: ${said(answer)}`;
};

/** Two people correct a balance; the first of them cannot be the second. */
export const adjust: Play = async (cast, customer, { index, size, turn }) => {
  const { operator, second } = cast.office;
  const amount = BigInt(Math.floor((size - 0.3) * 2_000));
  if (amount === 0n || customer.person.userId === second.userId) return 'nothing to correct';
  const requested = await operator.ask('POST', '/v1/admin/adjustments', {
    key: `line-${index}`,
    body: { userId: customer.person.userId, amount: asCents(amount), currency: 'EUR', reason },
  });
  if (requested.status !== 202) return said(requested);
  const { adjustmentId } = requested.body;
  const path = `/v1/admin/adjustments/${adjustmentId}/approvals`;
  const alone = turn < 0.5;
  if (alone) {
    const own = await operator.ask('POST', path, { key: `line-${index}-own`, body: {} });
    if (own.status < 300) cast.wrong.push('an adjustment was approved by who requested it');
  }
  const answer = await send(cast, {
    customer,
    person: second,
    path,
    body: {},
    key: `line-${index}-second`,
    enter: () => customer.book.adjustments.set(adjustmentId, amount),
  });
  return `${asCents(amount)}: ${said(answer)}`;
};
