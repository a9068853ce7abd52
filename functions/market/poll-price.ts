import type { MarketCommand } from '../../domain/market/market.ts';
import { market } from '../../domain/market/market.ts';
import { dayOf, instantFromWire } from '../../domain/shared/time.ts';
import { marketSessionAt } from '../../domain/trading/market-hours.ts';
import { required } from '../shared/env.ts';
import { setLogContext } from '../shared/log.ts';
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

/** Every minute: asks the sources and records what changed. Throws `market.no-price` when none had a usable one. */
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
        stream: `market-${currency}-${dayOf(at)}`,
        decide: (state) => {
          const session = market.decide(sessionCommand(at, asked), state);
          const after = session.reduce(market.evolve, state);
          return [
            ...session,
            ...market.decide(
              { type: 'RecordPrices', priceId: commandId, currency, prices, at },
              after,
            ),
          ];
        },
      },
    ],
  });
};
