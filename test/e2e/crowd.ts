import type { Platform } from './platform.ts';

export interface Member {
  readonly email: string;
  readonly token: string;
  readonly userId: string;
  /** What they paid in. */
  readonly funds: string;
}

const password = 'Correct-Horse-9';
const fullName = 'Mary Jackson';
const atOnce = 16;

/** Does `act` for each of many, a few at a time, and answers in their order. */
const each = async <Item, Result>(
  items: readonly Item[],
  act: (item: Item, index: number) => Promise<Result>,
): Promise<Result[]> => {
  const results: Result[] = [];
  const waiting = items.entries();
  const worker = async () => {
    for (const [index, item] of waiting) results[index] = await act(item, index);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return results;
};

let crowds = 0;

/** One new customer for each amount, registered and funded with it through the front door. */
export const crowdOf = async (
  platform: Platform,
  amounts: readonly string[],
): Promise<readonly Member[]> => {
  crowds += 1;
  const members = await each(amounts, async (funds, index) => {
    const email = `member${crowds}-${index}@assay.test`;
    const user = await platform.call('POST', '/v1/users', {
      body: { email, password, fullName, country: 'DE' },
    });
    const session = await platform.call('POST', '/v1/sessions', { body: { email, password } });
    const token: string = session.body.accessToken;
    const { body: wallet } = await platform.call('GET', '/v1/wallet', { token });
    await platform.control('POST', '/_local/bank/transfers', {
      reference: wallet.depositInstructions.reference,
      amount: funds,
      debtorName: fullName,
      debtorIban: 'DE89370400440532013000',
    });
    return { email, token, userId: user.body.userId as string, funds };
  });
  await platform.cloud.idle();
  return members;
};

/** The same people with new tokens, for a token lasts a quarter of an hour. */
export const signedInAgain = (
  platform: Platform,
  members: readonly Member[],
): Promise<readonly Member[]> =>
  each(members, async (member) => {
    const { email } = member;
    const session = await platform.call('POST', '/v1/sessions', { body: { email, password } });
    return { ...member, token: session.body.accessToken as string };
  });
