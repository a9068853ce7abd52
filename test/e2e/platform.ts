import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Cloud, CloudOptions } from '../../local/cloud.ts';
import type { HttpResponse } from '../../local/http/message.ts';
import { createMeter, type Ledger } from '../../local/kernel/meter.ts';
import { createSystemRandom } from '../../local/kernel/random.ts';
import { openStorage } from '../../local/kernel/storage.ts';
import { createRealTimeline } from '../../local/kernel/timeline.ts';
import type { World } from '../../local/kernel/world.ts';
import {
  createPlatform,
  identityPath,
  type Platform as Local,
  webhookPath,
} from '../../local/platform.ts';
import { demoPassword } from '../../local/sandbox/people.ts';
import { assemblyFolder } from '../../local/start/builds.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  // biome-ignore lint/suspicious/noExplicitAny: stories read the answers as a client would, without a schema.
  readonly body: any;
}

export interface Platform {
  readonly cloud: Cloud;
  readonly meter: Ledger;
  readonly world: World;
  readonly call: (
    method: string,
    path: string,
    options?: {
      readonly body?: unknown;
      readonly token?: string;
      readonly headers?: Readonly<Record<string, string>>;
    },
  ) => Promise<Answer>;
  readonly control: (method: string, path: string, body?: unknown) => Promise<Answer>;
  /** The rows of the table that a variable of the functions names, as text and numbers. */
  readonly rowsOf: (variable: string) => Promise<readonly Readonly<Record<string, string>>[]>;
  readonly webhook: (headers: Readonly<Record<string, string>>, body: string) => Promise<Answer>;
  readonly identityWebhook: Platform['webhook'];
  /** Where WebSockets are opened, for a story that puts a server before them. */
  readonly upgrades: Local['upgrades'];
  readonly stop: () => Promise<void>;
}

const root = join(import.meta.dirname, '../..');

export const workFolder = (): string => mkdtempSync(join(tmpdir(), 'assay-e2e-home-'));

const textOf = (body: string | Uint8Array): string =>
  typeof body === 'string' ? body : Buffer.from(body).toString();

const bodyOf = (body: unknown): string => {
  if (body === undefined) return '';
  return typeof body === 'string' ? body : JSON.stringify(body);
};

const worldAt = (path: string) => ({
  timeline: createRealTimeline(),
  random: createSystemRandom(),
  storage: openStorage(path),
  meter: createMeter(),
  account: '000000000000',
  region: 'eu-west-1',
});

/** JSON as the value that it is; a file as its text or bytes. */
const readBody = ({ headers, body }: HttpResponse): unknown => {
  if (headers['content-type']?.includes('json') === false) return body;
  const text = textOf(body);
  return text === '' ? {} : JSON.parse(text);
};

/** One request through a front door of the platform, as a client would send it. */
const requester =
  ({ doors }: Local, prefix: string): Platform['call'] =>
  async (method, target, { body, token, headers } = {}) => {
    const door = doors[prefix];
    if (door === undefined) throw new Error(`no door ${prefix}`);
    const [path = '', query = ''] = target.split('?');
    const answer = await door({
      method,
      path,
      query,
      headers: {
        'content-type': 'application/json',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...headers,
      },
      body: Buffer.from(bodyOf(body)),
      sourceIp: '127.0.0.1',
    });
    return { status: answer.status, headers: answer.headers, body: readBody(answer) };
  };

type Attributes = Readonly<Record<string, { readonly S?: string; readonly N?: string }>>;

/** The table that a variable of the functions names. */
export const tableOf = ({ cloud }: Pick<Platform, 'cloud'>, variable: string): string =>
  cloud.resources
    .ofType('AWS::Lambda::Function')
    .map(({ properties }) => properties['Environment']?.Variables?.[variable])
    .find((name) => name !== undefined);

const rowsOf = async ({ cloud }: Local, variable: string) => {
  const TableName = tableOf({ cloud }, variable);
  const caller = { kind: 'cloud', name: 'test' } as const;
  const items: Attributes[] = [];
  let start: unknown;
  do {
    const input = { TableName, ...(start === undefined ? {} : { ExclusiveStartKey: start }) };
    const page = (await cloud.dynamo.call({ operation: 'Scan', input, caller })) as {
      readonly Items: readonly Attributes[];
      readonly LastEvaluatedKey?: unknown;
    };
    items.push(...page.Items);
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
  return items.map((item) =>
    Object.fromEntries(Object.entries(item).map(([name, { S, N }]) => [name, S ?? N ?? ''])),
  );
};

/**
 * The whole platform in this process: the synthesised template, the handlers' bundles and the sandbox, without sockets.
 * After a kill, `outage` says for how long nothing ran: what was in hand falls due again in that time, and nobody waits.
 */
export const openPlatform = async (
  path = ':memory:',
  cloud: CloudOptions = {},
  outage?: string,
): Promise<Platform> => {
  const world = worldAt(path);
  const local = await createPlatform({
    world,
    // Made once for all test files, and again only when a source changed.
    assembly: await assemblyFolder({ root }),
    cloud: { warn: (message) => process.stderr.write(`${message}\n`), ...cloud },
  });
  await local.start();
  const control = requester(local, '/_local');
  if (outage !== undefined) await control('POST', '/_local/clock', { body: { advance: outage } });
  await local.cloud.idle();
  // So that a payment's message has been delivered when the bank answers, and no test waits by the clock.
  await control('PUT', '/_local/bank/behaviour', { body: { webhook: 'before-answer' } });
  return {
    cloud: local.cloud,
    meter: world.meter,
    world,
    call: requester(local, '/v1'),
    control: (method, target, body) => control(method, target, { body }),
    rowsOf: (variable) => rowsOf(local, variable),
    webhook: (headers, body) =>
      requester(local, webhookPath)('POST', webhookPath, { headers, body }),
    upgrades: local.upgrades,
    identityWebhook: (headers, body) =>
      requester(local, identityPath)('POST', identityPath, { headers, body }),
    stop: async () => {
      local.stop();
      world.timeline.stop();
      await world.storage.durable();
      world.storage.close();
    },
  };
};

/** What the platform's clock says, in ISO 8601. */
export const nowOf = async (platform: Platform): Promise<string> =>
  (await platform.control('GET', '/_local/clock')).body.now;

/** How much the functions have counted of a metric. */
export const countOf = ({ cloud }: Platform, metric: string): number =>
  cloud.lambda.logs
    .metrics()
    .filter(({ name }) => name === metric)
    .reduce((total, { sum }) => total + sum, 0);

/** Somebody transfers money to the house. Answers the bank's id of it when everything has come to rest. */
export const payIn = async (
  platform: Platform,
  transfer: {
    readonly reference: string;
    readonly amount: string;
    readonly currency?: string;
    readonly debtorName?: string;
    readonly debtorIban?: string;
  },
): Promise<string> => {
  const { body } = await platform.control('POST', '/_local/bank/transfers', {
    debtorName: 'Mary Jackson',
    debtorIban: 'DE89370400440532013000',
    ...transfer,
  });
  await platform.cloud.idle();
  return body.bankTransactionId;
};

/** An access token of one of the demo people. */
export const tokenOf = async (platform: Platform, person: string): Promise<string> => {
  const { body } = await platform.call('POST', '/v1/sessions', {
    body: { email: `${person}@assay.test`, password: demoPassword },
  });
  return body.accessToken;
};

let customers = 0;

/** A new customer with a verified deposit: the token and the wallet's id. */
export const customerWith = async (
  platform: Platform,
  amount: string,
  fullName = 'Mary Jackson',
) => {
  customers += 1;
  const email = `mary${customers}@assay.test`;
  const password = 'Correct-Horse-9';
  const { body: user } = await platform.call('POST', '/v1/users', {
    body: { email, password, fullName, country: 'DE' },
  });
  const session = await platform.call('POST', '/v1/sessions', { body: { email, password } });
  const token: string = session.body.accessToken;
  const { body: wallet } = await platform.call('GET', '/v1/wallet', { token });
  const { reference } = wallet.depositInstructions;
  if (amount !== '0') await payIn(platform, { reference, amount, debtorName: fullName });
  await platform.cloud.idle();
  return {
    email,
    token,
    reference,
    userId: user.userId as string,
    walletId: user.walletId as string,
  };
};
