import { composeIBAN } from 'ibantools';
import { demoPassword } from '../../local/sandbox/people.ts';
import { type Answer, customerWith, type Platform, payIn, tokenOf } from './platform.ts';

let accounts = 0;
/** A bank account that nobody else has. */
const newIban = (): string => {
  accounts += 1;
  const bban = `37040044${String(accounts).padStart(10, '0')}`;
  return composeIBAN({ countryCode: 'DE', bban }) ?? '';
};

let keys = 0;
/** A key that no request had before. */
export const newKey = () => {
  keys += 1;
  return { 'idempotency-key': `key-${keys}` };
};

export const behave = (platform: Platform, behaviour: object): Promise<Answer> =>
  platform.control('PUT', '/_local/bank/behaviour', behaviour);

/** Time passes, and all that falls due comes to rest. */
export const pass = async (platform: Platform, advance: string): Promise<void> => {
  await platform.control('POST', '/_local/clock', { advance });
  await platform.cloud.idle();
};

/** Somebody with money, a verified identity and a bank account that can be paid to. */
export interface Payee {
  readonly email: string;
  readonly userId: string;
  readonly iban: string;
  readonly bankAccountId: string;
  readonly call: (method: string, path: string, body?: unknown) => Promise<Answer>;
  readonly withdraw: (amount: string) => Promise<string>;
  readonly wallet: () => Promise<{ readonly available: string; readonly reserved: string }>;
  readonly withdrawal: (id: string) => Promise<Answer['body']>;
  readonly history: (id: string) => Promise<Answer['body']>;
}

/** An operator who signs in for each request. */
export const operator =
  (platform: Platform, person = 'operator') =>
  async (method: string, path: string, body: unknown = {}): Promise<Answer> =>
    platform.call(method, path, {
      token: await tokenOf(platform, person),
      headers: newKey(),
      ...(method === 'GET' ? {} : { body }),
    });

const verify = (platform: Platform, userId: string): Promise<Answer> =>
  operator(platform)('POST', `/v1/admin/users/${userId}/verifications`, {
    outcome: 'verified',
    verificationType: 'operations',
  });

interface Person {
  readonly email: string;
  readonly password: string;
  readonly fullName: string;
  readonly userId: string;
  readonly token: string;
}

/** Verifies a person, if asked, and lists a bank account of theirs; its cooling-off has begun. */
const payeeOf = async (platform: Platform, person: Person, isVerified: boolean): Promise<Payee> => {
  const { email, password, fullName: holderName, userId } = person;
  let { token } = person;
  const iban = newIban();
  const call: Payee['call'] = async (method, path, body) => {
    const ask = () =>
      platform.call(method, path, {
        token,
        headers: newKey(),
        ...(body === undefined ? {} : { body }),
      });
    const answer = await ask();
    if (answer.status !== 401) return answer;
    // An access token lasts fifteen minutes, and the clock moves here.
    const session = await platform.call('POST', '/v1/sessions', { body: { email, password } });
    token = session.body.accessToken;
    return ask();
  };
  if (isVerified) await verify(platform, userId);
  const listed = await call('POST', '/v1/bank-accounts', { iban, holderName });
  const { bankAccountId } = listed.body;
  return {
    email,
    userId,
    iban,
    bankAccountId,
    call,
    withdraw: async (asked) => {
      const answer = await call('POST', '/v1/withdrawals', { amount: asked, bankAccountId });
      if (answer.status !== 202) throw new Error(JSON.stringify(answer.body));
      return answer.body.withdrawalId;
    },
    wallet: async () => {
      const { available, reserved } = (await call('GET', '/v1/wallet')).body;
      return { available, reserved };
    },
    withdrawal: async (id) => (await call('GET', `/v1/withdrawals/${id}`)).body,
    history: async (id) => (await call('GET', `/v1/transactions/${id}`)).body,
  };
};

const newCustomer = async (platform: Platform, amount: string): Promise<Person> => ({
  ...(await customerWith(platform, amount)),
  password: 'Correct-Horse-9',
  fullName: 'Mary Jackson',
});

/** Somebody of operations, who is a customer as well. */
const operatorWith = async (platform: Platform, amount: string): Promise<Person> => {
  const token = await tokenOf(platform, 'operator2');
  const read = async (path: string) => (await platform.call('GET', path, { token })).body;
  const { userId, email, fullName } = await read('/v1/me');
  const { depositInstructions } = await read('/v1/wallet');
  const { reference } = depositInstructions;
  await payIn(platform, { reference, amount, debtorName: fullName, debtorIban: newIban() });
  return { email, fullName, userId, token, password: demoPassword };
};

/**
 * Verified customers with these amounts, whose bank accounts are past their cooling-off; `operator:` before an amount
 * makes one of operator2, `unverified:` one whom nobody verified.
 */
export const payeesWith = async <const Amounts extends readonly string[]>(
  platform: Platform,
  ...amounts: Amounts
): Promise<{ readonly [Index in keyof Amounts]: Payee }> => {
  const payees: Payee[] = [];
  for (const asked of amounts) {
    const [amount = '', kind] = asked.split(':').toReversed();
    const person = await (kind === 'operator' ? operatorWith : newCustomer)(platform, amount);
    payees.push(await payeeOf(platform, person, kind !== 'unverified'));
  }
  await pass(platform, '24h');
  // One for each amount.
  return payees as never;
};

export const stepsOf = ({ steps }: Answer['body']): string[] =>
  steps.map(({ step }: { readonly step: string }) => step);

/** How often the bank has carried a payment out, by the id that it was ordered under. */
export const paidBy = async (platform: Platform, id: string): Promise<readonly string[]> => {
  const { body } = await platform.control('GET', '/_local/bank/transfers');
  return body.paid
    .filter(({ endToEndId }: { readonly endToEndId: string }) => endToEndId === id)
    .map(({ status }: { readonly status: string }) => status);
};
