import { createMeter, type Ledger } from '../../local/kernel/meter.ts';
import { createSeededRandom } from '../../local/kernel/random.ts';
import { openStorage, type Storage } from '../../local/kernel/storage.ts';
import type { Bundle } from '../../local/lambda/bundle.ts';
import { createPlatform, type Platform, webhookPath } from '../../local/platform.ts';
import { seedOf } from './chance.ts';
import { type Clockwork, createClockwork, moveUntil, quiet } from './clockwork.ts';
import { bundlesOf } from './code.ts';
import { createFaultPlan, type FaultPlan } from './faults.ts';
import { type AnswerWatch, watchAnswers } from './oracles/answers.ts';
import { loadSnapshot } from './snapshot.ts';
import type { FaultRates } from './weather.ts';

/** Where a world begins: its time, and what it holds already. */
export interface Beginning {
  readonly startMs: number;
  readonly snapshot?: string;
}

const startWithinMs = 60_000;

/** Deployed bundles, compiled once in a process. An assembly's folder never changes its code. */
const deployed = new Map<string, Bundle>();

export interface Answer {
  readonly status: number;
  readonly code: string;
  // biome-ignore lint/suspicious/noExplicitAny: actors read answers as a client would, without a schema.
  readonly body: any;
}

export interface Request {
  readonly body?: unknown;
  readonly token?: string;
  readonly key?: string;
}

/** The platform in a world of virtual time and seeded chance. */
export interface Stage {
  readonly platform: Platform;
  readonly timeline: Clockwork;
  readonly storage: Storage;
  readonly plan: FaultPlan;
  readonly meter: Ledger;
  /** What must hold of each answer. */
  readonly answers: AnswerWatch;
  /** A request of the API as a client sends it, once: no retries, no faults of the connection. */
  readonly call: (method: string, path: string, request?: Request) => Promise<Answer>;
  /** The sandbox's controls: what happens in the world outside. */
  readonly control: (method: string, path: string, body?: unknown) => Promise<Answer>;
  /** A message to the bank's webhook, as it is. */
  readonly webhook: (headers: Readonly<Record<string, string>>, body: string) => Promise<Answer>;
  readonly close: () => Promise<void>;
}

const textOf = (body: string | Uint8Array): string =>
  typeof body === 'string' ? body : Buffer.from(body).toString();

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

/** Requests through one door of the platform. */
const through =
  (platform: Platform, prefix: string) =>
  async (
    method: string,
    target: string,
    headers: Readonly<Record<string, string>>,
    body: string,
  ): Promise<Answer> => {
    const door = platform.doors[prefix];
    if (door === undefined) throw new Error(`no door ${prefix}`);
    const [path = '', query = ''] = target.split('?');
    const answer = await door({
      method,
      path,
      query,
      headers: { 'content-type': 'application/json', ...headers },
      body: Buffer.from(body),
      sourceIp: '127.0.0.1',
    });
    const read = parsed(textOf(answer.body)) as { readonly code?: unknown };
    return { status: answer.status, code: `${read?.code ?? ''}`, body: read };
  };

const bodyText = (body: unknown): string => (body === undefined ? '' : JSON.stringify(body));

/** Opens the platform of an assembly under a seed; all is well until the plan resumes. */
export const openStage = async ({
  assembly,
  code,
  beginning,
  seed,
  rates,
}: {
  readonly assembly: string;
  /** A file of `buildCode` to run instead of the bundles that are deployed. */
  readonly code?: string;
  readonly beginning: Beginning;
  readonly seed: number;
  readonly rates: FaultRates;
}): Promise<Stage> => {
  const timeline = createClockwork(beginning.startMs);
  const storage = openStorage(':memory:');
  if (beginning.snapshot !== undefined) loadSnapshot(storage, beginning.snapshot);
  const meter = createMeter();
  const plan = createFaultPlan(seed, rates, () => timeline);
  const platform = await createPlatform({
    world: {
      timeline,
      storage,
      meter,
      random: createSeededRandom(seedOf(seed, 'world')),
      account: '000000000000',
      region: 'eu-west-1',
    },
    assembly,
    cloud: {
      faults: plan.faults,
      callFaults: plan.calls,
      lambda: { bundles: code === undefined ? deployed : bundlesOf(assembly, code) },
    },
  });
  await moveUntil(timeline, platform.start(), startWithinMs);
  const answers = watchAnswers({ now: timeline.now, harmedAtMs: plan.harmedAtMs });
  const api = through(platform, '/v1');
  const controls = through(platform, '/_local');
  const bank = through(platform, webhookPath);
  return {
    platform,
    timeline,
    storage,
    plan,
    meter,
    answers,
    call: async (method, path, { body, token, key } = {}) => {
      const beganMs = timeline.now();
      const headers = {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(key === undefined ? {} : { 'idempotency-key': key }),
      };
      const answer = await api(method, path, headers, bodyText(body));
      answers.see(`${method} ${path}`, beganMs, answer);
      return answer;
    },
    control: (method, path, body) => controls(method, path, {}, bodyText(body)),
    webhook: (headers, body) => bank('POST', webhookPath, headers, body),
    close: async () => {
      platform.stop();
      timeline.stop();
      // What was cut off says so to whoever waits for it, and they write that down.
      await quiet();
      storage.close();
    },
  };
};

/** Lets queues, streams and deliveries run dry; gives up after `withinMs` of virtual time and says what is left. */
export const drain = async (
  { platform, timeline }: Pick<Stage, 'platform' | 'timeline'>,
  withinMs: number,
): Promise<boolean> => {
  const untilMs = timeline.now() + withinMs;
  await quiet();
  for (let stepMs = 500; ; stepMs = Math.min(stepMs + 100, 5_000)) {
    const { ready, inFlight, delayed } = platform.cloud.activity();
    if (ready + inFlight + delayed === 0) return true;
    if (timeline.now() >= untilMs) return false;
    await timeline.advance(stepMs);
  }
};
