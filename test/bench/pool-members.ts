import { policy } from '../../domain/shared/policy.ts';
import { derivedId } from '../../functions/shared/uuid.ts';
import { populate } from '../../scripts/populate/populate.ts';
import { type Platform, tokenOf } from '../e2e/platform.ts';
import { microgramsOf, openPool, recordOf, sagaOf } from '../e2e/pooling.ts';
import { onPlatform } from './on-platform.ts';

const inFlight = 16;

/** What `populate` leaves in the wallet of its customer of that number, in cents. */
const cashOf = (number: number): number => number % 10_000;

/** Numbers of customers who have enough to commit: from 1.00 to 99.99, nearly no two the same. */
const numbersOf = (members: number): readonly number[] => {
  const numbers: number[] = [];
  const least = Number(policy.pool.commitmentMinUnits) * 100;
  for (let number = 0; numbers.length < members; number++)
    if (cashOf(number) >= least) numbers.push(number);
  return numbers;
};

const decimal = (cents: number): string =>
  `${Math.floor(cents / 100)}.${`${cents % 100}`.padStart(2, '0')}`;

const functionOf = ({ cloud }: Platform, ending: string): string => {
  const found = cloud.resources
    .ofType('AWS::Lambda::Function')
    .find(({ properties }) => `${properties['FunctionName']}`.endsWith(ending));
  if (found === undefined) throw new Error(`there is no function ${ending}`);
  return found.arn;
};

/** A commitment as the API hands it on, of a customer who has a wallet and no log-in: what the authorizer says is made up. */
const commitmentOf = (poolId: string, number: number) => ({
  version: '2.0',
  routeKey: 'POST /v1/pools/{id}/participations',
  rawPath: `/v1/pools/${poolId}/participations`,
  rawQueryString: '',
  headers: { 'idempotency-key': 'commitment', 'content-type': 'application/json' },
  pathParameters: { id: poolId },
  isBase64Encoded: false,
  body: JSON.stringify({ amount: decimal(cashOf(number)) }),
  requestContext: {
    http: { method: 'POST', path: '', protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: '' },
    authorizer: {
      jwt: {
        claims: {
          token_use: 'access',
          username: derivedId('populate', `${number}`),
          'cognito:groups': '[customer]',
        },
      },
    },
  },
});

const commitAll = async (platform: Platform, poolId: string, numbers: readonly number[]) => {
  const arn = functionOf(platform, '-pools-commit-to-pool');
  const waiting = numbers.values();
  const worker = async () => {
    for (const number of waiting) {
      const outcome = await platform.cloud.lambda.invoke(arn, commitmentOf(poolId, number));
      const answer = outcome.ok ? (outcome.payload as { readonly statusCode?: number }) : {};
      if (answer.statusCode !== 201) throw new Error(JSON.stringify(outcome));
    }
  };
  await Promise.all(Array.from({ length: inFlight }, worker));
};

/** The tables that hold the truth, by the variables that name them; all others are read tables, which follow. */
const ledgerOf = ({ cloud }: Platform): ReadonlySet<unknown> =>
  new Set(
    cloud.resources
      .ofType('AWS::Lambda::Function')
      .map(({ properties }) => properties['Environment']?.Variables ?? {})
      .flatMap(({ EVENTS_TABLE: events, GUARDS_TABLE: guards }) => [events, guards]),
  );

/** What a stretch took and cost for each member, all services together, until every queue was empty. */
const measured = async (
  platform: Platform,
  { what, members }: { readonly what: string; readonly members: number },
  work: () => Promise<unknown>,
) => {
  platform.meter.reset();
  const started = performance.now();
  await work();
  await platform.cloud.idle();
  const seconds = (performance.now() - started) / 1_000;
  const report = platform.meter.report();
  const ledger = ledgerOf(platform);
  const each = (dimension: string, of: (table: string) => boolean = () => true): number =>
    report.rows
      .filter((row) => row.dimension === dimension && of(row.detail))
      .reduce((sum, { quantity }) => sum + Number(quantity), 0) / members;
  const rounded = (value: number): number => Number(value.toFixed(4));
  return {
    what,
    members,
    seconds: Number(seconds.toFixed(1)),
    transitions: rounded(each('states.transitions')),
    invocations: rounded(each('lambda.requests')),
    ledgerWru: rounded(each('dynamodb.wru', (table) => ledger.has(table))),
    readTableWru: rounded(each('dynamodb.wru', (table) => !ledger.has(table))),
    rru: rounded(each('dynamodb.rru')),
    usd: Number((Number(report.totalUsd) / members).toFixed(6)),
  };
};

const gramsHeld = async (platform: Platform): Promise<bigint> =>
  (await platform.rowsOf('GOLD_HOLDINGS_TABLE')).reduce(
    (sum, { grams = '0' }) => sum + microgramsOf(grams),
    0n,
  );

const closed = async (platform: Platform, poolId: string): Promise<void> => {
  const token = await tokenOf(platform, 'operator');
  const { status, body } = await platform.call('POST', `/v1/admin/pools/${poolId}/closures`, {
    token,
    body: {},
  });
  if (status !== 200) throw new Error(JSON.stringify(body));
  const ended = await sagaOf(platform, poolId);
  if (ended !== 'SUCCEEDED') throw new Error(`the saga is ${ended}`);
};

/**
 * What a pool takes and costs for each of its members: their commitments, and everything from its close to the end of its
 * saga, when all have their gold. Customers are made in bulk by `populate`; each commits by the handler's own bundle.
 */
export const poolMembers = (members: number) =>
  onPlatform(async (platform) => {
    const numbers = numbersOf(members);
    const customers = (numbers.at(-1) ?? 0) + 1;
    await populate({ world: platform.world, resources: platform.cloud.resources, customers });
    const target = numbers.reduce((sum, number) => sum + cashOf(number), 1);
    const poolId = await openPool(platform, { targetAmount: decimal(target) });
    const before = await gramsHeld(platform);
    const commitments = await measured(platform, { what: 'commit', members }, () =>
      commitAll(platform, poolId, numbers),
    );
    const allocation = await measured(platform, { what: 'allocate', members }, () =>
      closed(platform, poolId),
    );
    const pool = await recordOf(platform, poolId);
    const given = (await gramsHeld(platform)) - before;
    if (pool.participants !== members || given !== microgramsOf(pool.goldAmount))
      throw new Error(`${pool.participants} members were given ${given} of ${pool.goldAmount}`);
    return [commitments, allocation];
  });
