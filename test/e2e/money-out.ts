import { type Answer, customerWith, type Platform, tokenOf } from './platform.ts';

export const iban = 'DE89370400440532013000';

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
  readonly bankAccountId: string;
  readonly call: (method: string, path: string, body?: unknown) => Promise<Answer>;
  /** Signs in afresh: an access token lasts fifteen minutes. */
  readonly signIn: () => Promise<void>;
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

export const verify = (platform: Platform, userId: string): Promise<Answer> =>
  operator(platform)('POST', `/v1/admin/users/${userId}/verifications`, {
    outcome: 'verified',
    verificationType: 'operations',
  });

const payeeWith = async (platform: Platform, amount: string): Promise<Payee> => {
  const { email, userId, token: first } = await customerWith(platform, amount);
  let token = first;
  const call: Payee['call'] = (method, path, body) =>
    platform.call(method, path, {
      token,
      headers: newKey(),
      ...(body === undefined ? {} : { body }),
    });
  await verify(platform, userId);
  const listed = await call('POST', '/v1/bank-accounts', { iban, holderName: 'Mary Jackson' });
  const { bankAccountId } = listed.body;
  return {
    email,
    userId,
    bankAccountId,
    call,
    signIn: async () => {
      const body = { email, password: 'Correct-Horse-9' };
      token = (await platform.call('POST', '/v1/sessions', { body })).body.accessToken;
    },
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

/** Verified customers with these amounts, whose bank accounts are past their cooling-off. */
export const payeesWith = async (
  platform: Platform,
  ...amounts: readonly string[]
): Promise<readonly Payee[]> => {
  const payees: Payee[] = [];
  for (const amount of amounts) payees.push(await payeeWith(platform, amount));
  await pass(platform, '24h');
  for (const payee of payees) await payee.signIn();
  return payees;
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
