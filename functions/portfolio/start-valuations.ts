import type { ScheduledEvent } from 'aws-lambda';
import { formatPrice } from '../../domain/shared/price.ts';
import { Refusal } from '../../domain/shared/refusal.ts';
import { publishDerived } from '../shared/derived-events.ts';
import { required } from '../shared/env.ts';
import { latestTick } from '../shared/latest-price.ts';
import { log, setLogContext } from '../shared/log.ts';
import { derivedId } from '../shared/uuid.ts';

/** The price of this run; undefined before the market's first one, when there is nothing to value with. */
const priceNow = async () => {
  try {
    return await latestTick();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    log.info('no price yet, nothing is valued');
    return undefined;
  }
};

/**
 * Begins the refresh of everybody's valuation: one price for all, and a message for each part of the holdings. The ids
 * follow from the schedule's own event, so that a repeated start makes the same messages.
 */
export const handler = async ({ id, time }: ScheduledEvent): Promise<void> => {
  setLogContext({ consumer: 'start-valuations', correlationId: id });
  const tick = await priceNow();
  if (tick === undefined) return;
  const shards = Number(required('valuationShards'));
  await publishDerived(
    Array.from({ length: shards }, (_, shard) => ({
      type: 'ValuationShardDue',
      eventId: derivedId(id, `${shard}`),
      aggregateId: `${shard}`,
      userId: 'system',
      data: {
        shard,
        shards,
        priceId: tick.priceId,
        spot: formatPrice(tick.spotPerGram),
        valuedAt: new Date(time).toISOString(),
      },
      at: new Date().toISOString(),
      correlationId: id,
      causationId: id,
    })),
  );
};
