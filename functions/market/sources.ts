import * as z from 'zod/mini';
import type { SourcePrice } from '../../domain/market/consensus.ts';
import { perGramFromPerOunce } from '../../domain/shared/price.ts';
import { required } from '../shared/env.ts';
import { fetchJson } from '../shared/http/fetch-json.ts';
import { log, metric } from '../shared/log.ts';
import { secretJson } from '../shared/secret.ts';

const deadlineMs = 4_000;

const Sources = z.array(
  z.object({ kind: z.literal('goldapi'), url: z.string(), secretArn: z.string() }),
);
type Source = z.infer<typeof Sources>[number];

/** GoldAPI.io: price per troy ounce as a JSON number, time in seconds. The number becomes text before it is money. */
const GoldApi = z.object({
  price: z.number().check(z.positive()),
  timestamp: z.number().check(z.positive()),
  currency: z.string(),
  metal: z.literal('XAU'),
  session: z.optional(z.enum(['open', 'closed', 'calendar'])),
});

export interface Asked {
  readonly price: SourcePrice;
  readonly session: 'open' | 'closed' | 'calendar' | undefined;
}

const asks = async ({ url, secretArn }: Source): Promise<Asked> => {
  const { key } = await secretJson<{ readonly key: string }>(secretArn);
  const { status, json } = await fetchJson(url, { 'x-access-token': key }, deadlineMs);
  if (status !== 200) throw new Error(`the source answered ${status}`);
  const answer = z.parse(GoldApi, json);
  if (answer.currency !== required('currency'))
    throw new Error('the source speaks another currency');
  const perOunce = BigInt(answer.price.toFixed(6).replace('.', ''));
  return {
    price: {
      source: 'goldapi',
      pricePerGram: perGramFromPerOunce(perOunce),
      at: new Date(answer.timestamp * 1_000).toISOString(),
    },
    session: answer.session,
  };
};

/** Asks every source at once; those that fail are named in the log and counted, and the others speak. */
export const askSources = async (): Promise<readonly Asked[]> => {
  const sources = z.parse(Sources, JSON.parse(required('marketSources')));
  const answers = await Promise.allSettled(sources.map(asks));
  return answers.flatMap((answer, index) => {
    if (answer.status === 'fulfilled') return [answer.value];
    metric('PriceSourceFailed', 1, 'Count', { source: sources[index]?.kind ?? '' });
    log.error('a price source failed', answer.reason, { source: sources[index]?.kind });
    return [];
  });
};
