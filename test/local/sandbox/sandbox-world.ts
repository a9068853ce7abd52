import { createMeter } from '../../../local/kernel/meter.ts';
import { createSeededRandom } from '../../../local/kernel/random.ts';
import type { SiteRequest } from '../../../local/kernel/site.ts';
import { openStorage, type Storage } from '../../../local/kernel/storage.ts';
import { createVirtualTimeline } from '../../../local/kernel/timeline.ts';
import type { World } from '../../../local/kernel/world.ts';
import { createSandbox } from '../../../local/sandbox/create-sandbox.ts';
import type { Mail } from '../../../local/sandbox/mailbox.ts';

export const startMs = Date.parse('2026-11-23T09:00:00.000Z');
export const webhookSecret = 'MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYqr';

const secrets: Readonly<Record<string, string>> = {
  'assay/local/bank/webhook': JSON.stringify({ current: webhookSecret }),
  'assay/local/bank/credential': JSON.stringify({ token: 'bank-token' }),
  'assay/local/identity/webhook': JSON.stringify({ current: webhookSecret }),
  'assay/local/identity/credential': JSON.stringify({ token: 'identity-token' }),
  'assay/local/market/goldapi': JSON.stringify({ key: 'market-key' }),
  'assay/local/market/metals-dev': JSON.stringify({ key: 'metals-key' }),
  'assay/local/market/metalpriceapi': JSON.stringify({ key: 'latest-key' }),
};

export interface Delivery {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Options {
  readonly storage?: Storage;
  readonly nowMs?: number;
  /** What the webhook answers to the nth delivery, from 0; it may throw. */
  readonly answer?: (nth: number) => number | Promise<number>;
  readonly mails?: readonly Mail[];
}

/** A sandbox in virtual time, with a webhook that writes down what it gets. */
export const sandboxWorld = (options: Options = {}) => {
  const { storage = openStorage(':memory:'), nowMs = startMs, answer = () => 202 } = options;
  const world: World = {
    timeline: createVirtualTimeline(nowMs),
    random: createSeededRandom(7),
    storage,
    meter: createMeter(),
    account: '000000000000',
    region: 'eu-west-1',
  };
  const deliveries: (Delivery & { readonly atMs: number })[] = [];
  const identityDeliveries: typeof deliveries = [];
  let polls = 0;
  const sandbox = createSandbox({
    world,
    secretNamed: async (name) => secrets[name] as string,
    deliver: async (message) => {
      deliveries.push({ ...message, atMs: world.timeline.now() });
      return { status: await answer(deliveries.length - 1) };
    },
    dropConnections: () => 2,
    deliverIdentity: async (message) => {
      identityDeliveries.push({ ...message, atMs: world.timeline.now() });
      return { status: 202 };
    },
    fireSchedules: () => {
      polls += 1;
    },
    mails: () => options.mails ?? [],
    meterReport: () => ({ totalPicoUsd: 12n }),
    health: () => ({ status: 'ready' }),
  });
  sandbox.resume();
  const request = (method: string, path: string, body: unknown, headers = {}): SiteRequest => {
    const [bare = '', query = ''] = path.split('?');
    const text = typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body);
    return { method, path: bare, query, headers, body: text };
  };
  const call =
    (host: keyof typeof sandbox.sites | 'controls', headers: Record<string, string> = {}) =>
    async (method: string, path: string, body?: unknown) => {
      const site = host === 'controls' ? sandbox.controls : sandbox.sites[host];
      if (site === undefined) throw new Error(`no site ${host}`);
      const answered = await site(request(method, path, body, headers));
      const isJson = answered.headers['content-type']?.includes('json') ?? false;
      return { ...answered, json: isJson ? JSON.parse(answered.body) : undefined };
    };
  return {
    world,
    storage,
    deliveries,
    identityDeliveries,
    polls: () => polls,
    control: call('controls'),
    bank: call('bank.sandbox.assay.test', { authorization: 'Bearer bank-token' }),
    identity: call('identity.sandbox.assay.test', { authorization: 'Bearer identity-token' }),
    market: call('market.sandbox.assay.test', { 'x-access-token': 'market-key' }),
    as: (host: string, headers: Record<string, string>) => call(host, headers),
    replayMarket: sandbox.replayMarket,
    /** Time passes, and what the passing set off comes to its end. */
    pass: async (ms: number) => {
      await world.timeline.advance(ms);
      for (let turn = 0; turn < 10; turn++)
        await new Promise<void>((resolve) => setImmediate(resolve));
    },
  };
};
