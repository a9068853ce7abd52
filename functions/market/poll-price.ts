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
import { type Asked, askSources } from './sources.ts';

/** The session by the calendar, or by the word of a sandbox's market where the stage lets it speak. */
const sessionCommand = (at: string, asked: readonly Asked[]): MarketCommand => {
  const calendar = marketSessionAt(instantFromWire(at));
  const word = required('marketSession') === 'source' ? asked[0]?.session : undefined;
  const open = word === 'open' || word === 'closed' ? word === 'open' : calendar.open;
  return {
    type: 'RecordSession',
    open,
    marketSession: calendar.marketSession,
    since: open === calendar.open ? (open ? calendar.opensAt : calendar.previousClosedAt) : at,
  };
};

/** What the sources said, as the market takes it; nothing, and that counted, when none had a usable price. */
const priceEvents = async (
  state: Market,
  currency: string,
  told: Pick<RecordPrices, 'priceId' | 'prices' | 'at'>,
) => {
  const before = state.priceId === '' ? await recordedBeforeDayOf(currency, told.at) : undefined;
  try {
    return market.decide(
      {
        type: 'RecordPrices',
        currency,
        ...told,
        ...(before === undefined ? {} : { carriedPricePerGram: before.pricePerGram }),
      },
      state,
    );
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'market.no-price') throw error;
    metric('NoPrice', 1);
    log.warn('no source had a usable price', { code: error.code });
    return [];
  }
};

/** Every minute: asks the sources, and records what changed of the price and of the session. */
export const handler = async (): Promise<void> => {
  const at = new Date().toISOString();
  const commandId = newId();
  setLogContext({ correlationId: commandId });
  const currency = required('currency');
  const asked = await askSources();
  const prices = asked.map(({ price }) => price);
  await execute({
    cause: { commandId, correlationId: commandId, causationId: commandId, userId: 'system', at },
    participants: [
      {
        folding: market,
        stream: marketStream(currency, dayOf(at)),
        decide: async (state: Market) => {
          const session = market.decide(sessionCommand(at, asked), state);
          const after = session.reduce(market.evolve, state);
          return [
            ...session,
            ...(await priceEvents(after, currency, { priceId: commandId, prices, at })),
          ];
        },
      },
    ],
  });
};
