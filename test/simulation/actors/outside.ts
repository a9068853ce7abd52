import { oneAt } from '../chance.ts';
import { asCents } from '../model/amounts.ts';
import { type Cast, type Play, said } from '../play.ts';
import type { Step } from '../script.ts';
import { speakAgain } from './partners.ts';

const iban = 'DE89370400440532013000';

/** 1.00 to 5,000.00, small amounts more often. */
const amountOf = ({ size }: Step): bigint => 100n + BigInt(Math.floor(size * size * 500_000));

const pay = async (
  { stage }: Cast,
  { reference, debtorName, amount }: { reference: string; debtorName: string; amount: bigint },
): Promise<string> => {
  // A payment that nobody is told of is found by a reconciliation, the night after.
  await speakAgain(stage);
  const { status, body } = await stage.control('POST', '/_local/bank/transfers', {
    reference,
    amount: asCents(amount),
    debtorName,
    debtorIban: iban,
  });
  if (status !== 201) throw new Error(`the sandbox bank answered ${status}`);
  return body.bankTransactionId;
};

/** The customer pays in. */
export const deposit: Play = async (cast, { person, book, reference }, step) => {
  const amount = amountOf(step);
  const id = await pay(cast, { reference, amount, debtorName: person.name });
  book.deposits.set(id, amount);
  return asCents(amount);
};

/** Somebody else pays in for the customer: it waits for people. */
export const depositFromStranger: Play = async (cast, { book, reference }, step) => {
  const amount = amountOf(step);
  const id = await pay(cast, { reference, amount, debtorName: 'Somebody Else' });
  book.inReview.set(id, amount);
  return asCents(amount);
};

/** Money that nobody can be found for. */
export const depositWithoutReference: Play = async (cast, { person }, step) => {
  const amount = amountOf(step);
  const id = await pay(cast, { reference: 'thank you', amount, debtorName: person.name });
  cast.suspense.set(id, { amount, debtor: person.name });
  return asCents(amount);
};

/** Somebody sends a message that the bank never signed. */
export const forgeWebhook: Play = async (cast, { reference }, { size }) => {
  const headers = {
    'webhook-id': `msg_${Math.floor(size * 1e9)}`,
    'webhook-timestamp': `${Math.floor(cast.stage.timeline.now() / 1_000)}`,
    'webhook-signature': 'v1,bm90IGEgc2lnbmF0dXJlIGF0IGFsbCwgcmVhbGx5IG5vdA==',
  };
  const data = {
    bankTransactionId: `txn_forged_${Math.floor(size * 1e9)}`,
    reference,
    amount: '1000000.00',
    currency: 'EUR',
    debtor: { name: 'Forger', iban },
    bookedAt: new Date(cast.stage.timeline.now()).toISOString(),
  };
  const timestamp = data.bookedAt;
  const body = JSON.stringify({ type: 'transfer.received', timestamp, data });
  const answer = await cast.stage.webhook(headers, body);
  if (answer.status < 400) cast.wrong.push('a forged message of the bank was accepted');
  return said(answer);
};

/** Function instances die where they stand, as in a crash: those of one function that has run, or all, as in a deploy. */
export const kill: Play = async ({ stage }, _customer, { size, turn }) => {
  const { lambda } = stage.platform.cloud;
  stage.plan.count('kill');
  const used = lambda.names().filter((name) => lambda.logs.of(name).length > 0);
  const one = oneAt(used, turn);
  if (size < 0.35 || one === undefined) {
    lambda.kill();
    return 'all instances';
  }
  lambda.kill(one);
  return one;
};
