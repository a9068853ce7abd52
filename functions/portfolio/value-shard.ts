import { type AttributeValue, ScanCommand } from '@aws-sdk/client-dynamodb';
import { priceFromWire } from '../../domain/shared/price.ts';
import { msPerHour } from '../../domain/shared/time.ts';
import { publishDerived } from '../shared/derived-events.ts';
import { required } from '../shared/env.ts';
import { log, metric } from '../shared/log.ts';
import { consumer, type Published } from '../shared/messages.ts';
import { toRow } from '../shared/rows.ts';
import { dynamo } from '../shared/store/client.ts';
import { derivedId } from '../shared/uuid.ts';
import { type HoldingRow, putValuations, type ValuedWith, valuationRow } from './valuation-rows.ts';

/** One part of the holdings, and where in it to go on. A type, so that it is a record of JSON. */
type Shard = {
  readonly shard: number;
  readonly shards: number;
  readonly priceId: string;
  readonly spot: string;
  readonly valuedAt: string;
  /** The last wallet that is done. */
  readonly after?: string;
};

const rowsPerPage = 1_000;
/** What one invocation does before it hands on: some seconds of its minute. */
const pagesMax = 10;
/** A run that is so late has been overtaken by the next one, whose prices it must not overwrite. */
const lateMsMax = msPerHour;

/** A page of holdings that are or were some gold. */
const pageOf = async ({ shard, shards }: Shard, after: string | undefined) => {
  const { Items = [], LastEvaluatedKey } = await dynamo.send(
    new ScanCommand({
      TableName: required('goldHoldingsTable'),
      Segment: shard,
      TotalSegments: shards,
      Limit: rowsPerPage,
      FilterExpression: 'grams <> :none OR realisedGain <> :nothing',
      ExpressionAttributeValues: { ':none': { S: '0.000000' }, ':nothing': { S: '0.00' } },
      ...(after === undefined ? {} : { ExclusiveStartKey: { walletId: { S: after } } }),
    }),
  );
  const next: Readonly<Record<string, AttributeValue>> | undefined = LastEvaluatedKey;
  return { rows: Items.map((item) => toRow<HoldingRow>(item)), next: next?.['walletId']?.S };
};

const handOn = (event: Published, shard: Shard): Promise<void> =>
  publishDerived([
    {
      type: 'ValuationShardDue',
      eventId: derivedId(event.eventId, shard.after ?? ''),
      aggregateId: event.aggregateId,
      userId: event.userId,
      data: shard,
      at: event.timestamp,
      correlationId: event.metadata.correlationId,
      causationId: event.eventId,
    },
  ]);

/**
 * Values one part of all holdings with the run's price: some pages, and then a message to go on behind them. Doing a
 * page again writes the same rows again, so a repeated or broken-off message does no harm.
 */
export const handler = consumer('value-shard', async (event) => {
  const part = event.eventData as Shard;
  if (Date.now() - Date.parse(part.valuedAt) > lateMsMax)
    return log.warn('a run was overtaken', { shard: part.shard });
  const valuedWith: ValuedWith = {
    priceId: part.priceId,
    spotPerGram: priceFromWire(part.spot),
    valuedAt: part.valuedAt,
  };
  let after = part.after;
  let valued = 0;
  for (let page = 0; page < pagesMax; page += 1) {
    const { rows, next } = await pageOf(part, after);
    await putValuations(rows.map((row) => valuationRow(row, valuedWith)));
    valued += rows.length;
    after = next;
    if (after === undefined) break;
  }
  metric('ValuationsRefreshed', valued);
  if (after !== undefined) await handOn(event, { ...part, after });
});
