import { priceFromWire } from '../../domain/shared/price.ts';
import { msPerSecond } from '../../domain/shared/time.ts';
import { watchedUsers } from '../shared/connections.ts';
import { type DerivedEvent, publishDerived } from '../shared/derived-events.ts';
import { required } from '../shared/env.ts';
import { metric } from '../shared/log.ts';
import { consumer, type Published } from '../shared/messages.ts';
import { getRow } from '../shared/rows.ts';
import { derivedId } from '../shared/uuid.ts';
import { walletIdOf } from '../shared/wallet-ids.ts';
import { type HoldingRow, type ValuedWith, valuationRow } from './valuation-rows.ts';

/** A price older than that has a successor, which is worth more to whoever looks. */
const lateMsMax = 60 * msPerSecond;
const readsAtOnce = 25;

const valuationOf = async (
  tick: Published,
  userId: string,
  valuedWith: ValuedWith,
): Promise<readonly DerivedEvent[]> => {
  const holding = await getRow<HoldingRow>(required('goldHoldingsTable'), {
    walletId: walletIdOf(userId),
  });
  if (holding === undefined || holding.grams === '0.000000') return [];
  return [
    {
      type: 'PortfolioValuationUpdated',
      eventId: derivedId(tick.eventId, userId),
      aggregateId: holding.walletId,
      userId,
      data: valuationRow(holding, valuedWith),
      at: tick.timestamp,
      correlationId: tick.metadata.correlationId,
      causationId: tick.eventId,
    },
  ];
};

/** A new price revalues those who look at their portfolio now, and nobody else: it costs what it affects. */
export const handler = consumer('revalue-watched', async (event) => {
  if (Date.now() - Date.parse(event.timestamp) > lateMsMax) return;
  const valuedWith = {
    priceId: `${event.eventData['priceId']}`,
    spotPerGram: priceFromWire(`${event.eventData['goldPricePerGram']}`),
    valuedAt: event.timestamp,
  };
  let told = 0;
  for await (const users of watchedUsers())
    for (let from = 0; from < users.length; from += readsAtOnce) {
      const some = users.slice(from, from + readsAtOnce);
      const events = await Promise.all(some.map((user) => valuationOf(event, user, valuedWith)));
      await publishDerived(events.flat());
      told += events.flat().length;
    }
  metric('PortfoliosRevalued', told);
});
