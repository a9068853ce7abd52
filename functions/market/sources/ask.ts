import * as z from 'zod/mini';
import type { SourcePrice } from '../../../domain/market/consensus.ts';
import type { FailedSource } from '../../../domain/market/events.ts';
import { required } from '../../shared/env.ts';
import { parseExactJson } from '../../shared/http/exact-json.ts';
import { type Answered, fetchText } from '../../shared/http/fetch-text.ts';
import { log } from '../../shared/log.ts';
import { secretJson } from '../../shared/secret.ts';
import type { Adapter } from './adapter.ts';
import { goldapi } from './goldapi.ts';
import { metalpriceapi } from './metalpriceapi.ts';
import { metalsDev } from './metals-dev.ts';

/** Providers by the shape of their answers. */
const adapters = { goldapi, 'metals-dev': metalsDev, metalpriceapi } as const satisfies Record<
  string,
  Adapter
>;

const Sources = z.array(
  z.object({
    kind: z.enum(Object.keys(adapters) as (keyof typeof adapters)[]),
    url: z.string(),
    secretArn: z.string(),
  }),
);
type Source = z.infer<typeof Sources>[number];

type SourceFailure = Omit<FailedSource, 'outcome'>;

const deadlineMs = 4_000;
const answerBytesMax = 64 * 1024;

/** By this header the market of a sandbox says itself whether it is open; no provider sends it. */
const sessionHeader = 'x-sandbox-session';
const Session = z.enum(['open', 'closed', 'calendar']);
type Session = z.infer<typeof Session>;

/** What the sources said, each a price or a reason for none, and the word of a sandbox's market on its session. */
export interface Asked {
  readonly prices: readonly SourcePrice[];
  readonly failures: readonly SourceFailure[];
  readonly session: Session | undefined;
}

interface Heard {
  readonly said: SourcePrice | SourceFailure;
  readonly session?: Session | undefined;
}

/** Where an answer is not as documented: `rate.price`. Never what stood there. */
const placeOf = (error: z.core.$ZodError): string => error.issues[0]?.path.join('.') || 'answer';

const reading = (kind: Source['kind'], { status, text }: Answered): SourcePrice | SourceFailure => {
  const failed = (reason: string): SourceFailure => ({ source: kind, reason });
  if (status !== 200) return failed(`status ${status}`);
  let json: unknown;
  try {
    json = parseExactJson(text);
  } catch {
    return failed('no JSON');
  }
  const result = z.safeParse(adapters[kind].answer(required('currency')), json);
  if (!result.success) return failed(`invalid ${placeOf(result.error)}`);
  return { source: kind, ...result.data };
};

const ask = async ({ kind, url, secretArn }: Source): Promise<Heard> => {
  const { key } = await secretJson<{ readonly key: string }>(secretArn);
  const request = adapters[kind].request(url, key);
  const answer = await fetchText({ method: 'GET', ...request, deadlineMs, answerBytesMax });
  const session = z.safeParse(Session, answer.headers[sessionHeader]);
  return { said: reading(kind, answer), session: session.data };
};

/** Asks every source at once, each with its own key and deadline; whoever fails is named, and the others speak. */
export const askSources = async (): Promise<Asked> => {
  const sources = z.parse(Sources, JSON.parse(required('marketSources')));
  const heard = await Promise.all(
    sources.map((source) =>
      ask(source).catch((error): Heard => {
        log.error('a price source did not answer', error, { source: source.kind });
        return { said: { source: source.kind, reason: 'no answer' } };
      }),
    ),
  );
  const said = heard.map((one) => one.said);
  return {
    prices: said.filter((one) => 'pricePerGram' in one),
    failures: said.filter((one) => 'reason' in one),
    session: heard.find(({ session }) => session !== undefined)?.session,
  };
};
