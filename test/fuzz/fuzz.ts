import { Webhook } from 'standardwebhooks';
import { pass } from '../e2e/money-out.ts';
import { type Answer, customerWith, type Platform, tableOf, tokenOf } from '../e2e/platform.ts';
import { behindBack } from '../e2e/read-tables.ts';
import { type Chance, chanceOf } from './chance.ts';
import { type Request, requestOf, routes } from './requests.ts';
import { hostile, hostileText } from './values.ts';

/** What a run of requests came to. */
export interface Outcome {
  readonly requests: number;
  readonly byStatus: Readonly<Record<string, number>>;
  readonly codes: readonly string[];
  /** Each with the request that shows it. */
  readonly faults: readonly string[];
}

const secretName = 'Very-Secret Person';

interface Cast {
  readonly tokens: Readonly<Record<string, string | undefined>>;
  /** What must stand in no answer to others and in no log. */
  readonly secrets: readonly string[];
}

/** How many commits there are, those of the market aside, which come by themselves. */
const commitsOf = async (platform: Platform, TableName: string): Promise<number> => {
  let count = 0;
  let start: unknown;
  do {
    const page = (await behindBack(platform, 'Scan', {
      TableName,
      Select: 'COUNT',
      FilterExpression: 'NOT begins_with(#s, :market)',
      ExpressionAttributeNames: { '#s': 'stream' },
      ExpressionAttributeValues: { ':market': { S: 'market-' } },
      ...(start === undefined ? {} : { ExclusiveStartKey: start }),
    })) as { readonly Count: number; readonly LastEvaluatedKey?: unknown };
    count += page.Count;
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
  return count;
};

const castOf = async (platform: Platform): Promise<Cast> => {
  const expired = await tokenOf(platform, 'customer');
  await pass(platform, '16m');
  const owner = await customerWith(platform, '500.00', secretName);
  const tokens = {
    nobody: undefined,
    garbage: 'abc.def.ghi',
    forged: `${(await tokenOf(platform, 'admin')).slice(0, -20)}AAAAAAAAAAAAAAAAAAAA`,
    expired,
    owner: owner.token,
    customer: await tokenOf(platform, 'customer'),
    operator: await tokenOf(platform, 'operator'),
    compliance: await tokenOf(platform, 'compliance'),
    admin: await tokenOf(platform, 'admin'),
  };
  return { tokens, secrets: [owner.email, secretName, ...Object.values(tokens).filter(isSecret)] };
};

const isSecret = (token: string | undefined): token is string => (token?.length ?? 0) > 40;

const problemOf = ({ status, headers, body }: Answer): string | undefined => {
  if (status < 400) return undefined;
  if (status >= 500) return `answered ${status}`;
  // The gateway itself turns bad tokens away, in its own words, which an HTTP API cannot change.
  if (status === 401 && body?.message === 'Unauthorized') return undefined;
  if (!headers['content-type']?.startsWith('application/problem+json'))
    return `answered ${status} without a problem document: ${headers['content-type']}`;
  if (!/^[a-z-]+(\.[a-z-]+)*$/.test(`${body?.code}`)) return `has the code ${body?.code}`;
  return body.status === status ? undefined : `says ${body.status} and answers ${status}`;
};

const shown = (role: string, { method, target, headers, body }: Request): string =>
  `${role}: ${method} ${target.slice(0, 200)} ${JSON.stringify(headers).slice(0, 200)} ${`${body ?? ''}`.slice(0, 300)}`;

const webhookOf = (platform: Platform, chance: Chance, door: 'bank' | 'identity') => {
  const data = Object.fromEntries(
    ['bankTransactionId', 'reference', 'amount', 'currency', 'debtor', 'bookedAt', 'endToEndId']
      .filter(() => !chance.odds(5))
      .map((name) => [name, chance.odds(2) ? hostile(chance) : hostileText(chance)]),
  );
  const type = chance.one<unknown>([
    'transfer.received',
    'transfer.completed',
    'transfer.failed',
    'check.completed',
    hostileText(chance),
    null,
  ]);
  const at = new Date(platform.world.timeline.now());
  const body = chance.odds(6)
    ? hostileText(chance)
    : JSON.stringify({ type, timestamp: at.toISOString(), data });
  const id = `fuzz-${chance.below(1_000_000)}`;
  const { secrets } = platform.cloud;
  const secret = JSON.parse(secrets.read(`assay/local/${door}/webhook`)).current as string;
  const signature = chance.odds(3) ? 'v1,AAAA' : new Webhook(secret).sign(id, at, body);
  const headers = {
    'webhook-id': id,
    'webhook-timestamp': chance.odds(8) ? '1e99' : `${Math.floor(at.getTime() / 1_000)}`,
    'webhook-signature': signature,
  };
  return { body, headers };
};

/** Lines of any log that hold what none may. */
const loggedSecrets = ({ cloud }: Platform, secrets: readonly string[]): readonly string[] =>
  cloud.resources.ofType('AWS::Lambda::Function').flatMap(({ properties }) => {
    const name = `${properties['FunctionName']}`;
    return cloud.lambda.logs
      .of(name)
      .filter(({ text }) => secrets.some((secret) => text.includes(secret)))
      .map(({ text }) => `${name} logged a secret: ${text.slice(0, 200)}`);
  });

/** Sends hostile requests of every route, by everybody, and hostile webhooks; what must hold is looked at after each. */
export const fuzz = async (platform: Platform, seed: number, count: number): Promise<Outcome> => {
  const chance = chanceOf(seed);
  const { tokens, secrets } = await castOf(platform);
  const table = tableOf(platform, 'EVENTS_TABLE');
  const all = routes();
  const faults: string[] = [];
  const codes = new Set<string>();
  const byStatus: Record<string, number> = {};
  let commits = await commitsOf(platform, table);
  for (let sent = 0; sent < count; sent++) {
    const role = chance.one(Object.keys(tokens));
    const isWebhook = chance.odds(12);
    const request = requestOf(chance, all[sent % all.length] as (typeof all)[number]);
    const door = chance.one(['bank', 'identity'] as const);
    const message = webhookOf(platform, chance, door);
    const token = tokens[role];
    const answer = isWebhook
      ? await platform[door === 'bank' ? 'webhook' : 'identityWebhook'](
          message.headers,
          message.body,
        )
      : await platform.call(request.method, request.target, {
          headers: request.headers,
          ...(token === undefined ? {} : { token }),
          ...(request.body === undefined ? {} : { body: request.body }),
        });
    const about = isWebhook
      ? `${door} webhook ${message.body.slice(0, 300)}`
      : shown(role, request);
    byStatus[answer.status] = (byStatus[answer.status] ?? 0) + 1;
    const wrong = problemOf(answer);
    if (wrong !== undefined) faults.push(`${wrong} (${answer.body?.code}): ${about}`);
    if (answer.status >= 400) codes.add(`${answer.status} ${answer.body?.code}`);
    // Those who work here may look a customer up; nobody else is told of another.
    const text = JSON.stringify(answer.body) ?? '';
    if (answer.status >= 400 && secrets.some((secret) => text.includes(secret)))
      faults.push(`tells a secret: ${about}`);
    if (answer.status < 400) await platform.cloud.idle();
    const now = await commitsOf(platform, table);
    if (answer.status >= 400 && now !== commits)
      faults.push(`answered ${answer.status} and wrote ${now - commits} commits: ${about}`);
    commits = now;
  }
  faults.push(...loggedSecrets(platform, secrets));
  return { requests: count, byStatus, codes: [...codes].toSorted(), faults };
};
