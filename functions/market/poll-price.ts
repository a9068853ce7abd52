import { consensusOf } from '../../domain/market/consensus.ts';
import {
  type Market,
  type MarketCommand,
  market,
  type RecordPrices,
} from '../../domain/market/market.ts';
import { Refusal } from '../../domain/shared/refusal.ts';
import { dayOf, instantFromWire } from '../../domain/shared/time.ts';
import { marketSessionAt } from '../../domain/trading/market-hours.ts';
import { required } from '../shared/env.ts';
import { log, metric, setLogContext } from '../shared/log.ts';
import { marketStream, recordedBeforeDayOf } from '../shared/recorded-price.ts';
import { execute } from '../shared/store/execute.ts';
import { newId } from '../shared/uuid.ts';
import { type Asked, askSources } from './sources/ask.ts';

/** The session by the calendar, or by the word of a sandbox's market where the stage lets it speak. */
const sessionCommand = (at: string, word: Asked['session']): MarketCommand => {
  const calendar = marketSessionAt(instantFromWire(at));
  const speaks = required('marketSession') === 'source' && word !== undefined;
  const byCalendar = !speaks || word === 'calendar';
  const open = byCalendar ? calendar.open : word === 'open';
  return {
    type: 'RecordSession',
    open,
    marketSession: calendar.marketSession,
    byCalendar,
    since: open === calendar.open ? (open ? calendar.opensAt : calendar.previousClosedAt) : at,
  };
};

/** What the market makes of the prices; nothing when none of them is usable. */
const priceEvents = (command: RecordPrices, state: Market) => {
  try {
    return market.decide(command, state);
  } catch (error) {
    if (error instanceof Refusal && error.code === 'market.no-price') return [];
    throw error;
  }
};

/** Names every source that did not count, and how old the price is while somebody could trade at it. */
const report = ({ prices, failures }: Asked, at: string, open: boolean, updatedAt: string) => {
  const { pricePerGram, sources } = consensusOf(prices, at);
  const left = [...failures, ...sources.filter(({ outcome }) => outcome !== 'used')];
  for (const one of left) {
    if (open) metric('PriceSourceFailed', 1, 'Count', { source: one.source });
    const reason = 'reason' in one ? one.reason : one.outcome;
    log.warn('a price source did not count', { source: one.source, reason });
  }
  const missing = open && pricePerGram === undefined;
  if (missing) log.warn('no source gave a usable price', { code: 'market.no-price' });
  metric('NoPrice', missing ? 1 : 0);
  const ageMs = instantFromWire(at) - instantFromWire(updatedAt === '' ? at : updatedAt);
  metric('PriceAge', open ? ageMs : 0, 'Milliseconds');
};

/**
 * Every minute: asks the sources, and records what changed of the price and of the session. Without a usable price
 * the session is recorded alone, and the alarms hear of it.
 */
export const handler = async (): Promise<void> => {
  const at = new Date().toISOString();
  const commandId = newId();
  setLogContext({ correlationId: commandId });
  const currency = required('currency');
  const asked = await askSources();
  let [now, updatedAt]: [Market, string] = [market.initialState, ''];
  await execute({
    cause: { commandId, correlationId: commandId, causationId: commandId, userId: 'system', at },
    participants: [
      {
        folding: market,
        stream: marketStream(currency, dayOf(at)),
        decide: async (state: Market) => {
          const before = state.priceId === '' ? await recordedBeforeDayOf(currency, at) : undefined;
          const session = market.decide(sessionCommand(at, asked.session), state);
          const prices = priceEvents(
            {
              type: 'RecordPrices',
              priceId: commandId,
              currency,
              prices: asked.prices,
              failures: asked.failures,
              ...(before === undefined ? {} : { carriedPricePerGram: before.pricePerGram }),
              at,
            },
            state,
          );
          const events = [...session, ...prices];
          now = events.reduce(market.evolve, state);
          updatedAt = now.updatedAt || (before?.updatedAt ?? '');
          return events;
        },
      },
    ],
  });
  report(asked, at, now.session === 'open', updatedAt);
};
