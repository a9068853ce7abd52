import { newKey } from './money-out.ts';
import { type Answer, nowOf, type Platform, tokenOf } from './platform.ts';

/** A pool of operations, as a story wants it. */
export const openPool = async (
  platform: Platform,
  offer: { readonly targetAmount: string; readonly minimumParticipants?: number },
): Promise<string> => {
  const opened = await platform.call('POST', '/v1/admin/pools', {
    token: await tokenOf(platform, 'operator'),
    headers: newKey(),
    body: {
      name: 'A bar together',
      deadline: new Date(Date.parse(await nowOf(platform)) + 86_400_000).toISOString(),
      ...offer,
    },
  });
  if (opened.status !== 201) throw new Error(JSON.stringify(opened.body));
  await platform.cloud.idle();
  return opened.body.poolId;
};

export const commit = (
  platform: Platform,
  poolId: string,
  { token }: { readonly token: string },
  amount: string,
  key = 'commitment',
): Promise<Answer> =>
  platform.call('POST', `/v1/pools/${poolId}/participations`, {
    token,
    headers: { 'idempotency-key': key },
    body: { amount },
  });

/** What the platform says of a pool to its operations. */
export const recordOf = async (platform: Platform, poolId: string) => {
  const { body } = await platform.call('GET', '/v1/admin/pools', {
    token: await tokenOf(platform, 'operator'),
  });
  return body.items.find((pool: { poolId: string }) => pool.poolId === poolId);
};

const ticksMax = 60;

/** Lets time pass until a pool's saga has ended, and answers how. */
export const sagaOf = async (platform: Platform, poolId: string): Promise<string> => {
  const [machine] = platform.cloud.resources
    .ofType('AWS::StepFunctions::StateMachine')
    .filter(({ ref }) => ref.endsWith('-pool-saga'));
  const { states } = platform.cloud.services;
  if (machine === undefined || states === undefined) throw new Error('no pool saga is declared');
  const executionArn = `${machine.ref.replace(':stateMachine:', ':execution:')}:${poolId}`;
  for (let tick = 0; tick < ticksMax; tick++) {
    await platform.cloud.idle();
    const { status, cause } = (await states.call({
      operation: 'DescribeExecution',
      input: { executionArn },
      caller: { kind: 'cloud', name: 'test' },
    })) as { status: string; cause?: string };
    if (status !== 'RUNNING') return cause === undefined ? status : `${status}: ${cause}`;
    await platform.control('POST', '/_local/clock', { advance: '10s' });
  }
  return 'RUNNING';
};

/** Cash and gold of a customer. */
export const walletOf = async (platform: Platform, { token }: { readonly token: string }) => {
  const [wallet, holdings] = await Promise.all([
    platform.call('GET', '/v1/wallet', { token }),
    platform.call('GET', '/v1/holdings', { token }),
  ]);
  return { ...wallet.body, grams: holdings.body.grams as string };
};

/** What customers own together, to the unit. */
export const ownedBy = async (
  platform: Platform,
  people: readonly { readonly token: string }[],
) => {
  const wallets = await Promise.all(people.map((member) => walletOf(platform, member)));
  const sum = (of: (wallet: (typeof wallets)[number]) => bigint) =>
    wallets.reduce((total, wallet) => total + of(wallet), 0n);
  return {
    available: sum(({ available }) => minorOf(available)),
    reserved: sum(({ reserved }) => minorOf(reserved)),
    grams: sum(({ grams }) => microgramsOf(grams)),
  };
};

/** "12.34" → 1234n. */
export const minorOf = (amount: string): bigint => BigInt(amount.replace('.', ''));
/** "1.234567" → 1234567n. */
export const microgramsOf = (grams: string): bigint => BigInt(grams.replace('.', ''));
