import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { mockClient } from 'aws-sdk-client-mock';
import type { Published } from '../../../functions/shared/messages.ts';
import { type Row, toItem } from '../../../functions/shared/rows.ts';
import { dynamo } from '../../../functions/shared/store/client.ts';
import { walletIdOf } from '../../../functions/shared/wallet-ids.ts';
import { at, id } from '../store/harness.ts';

process.env['EVENT_BUS_NAME'] = 'events';
const bus = mockClient(EventBridgeClient);

/** A bus that takes everything, and forgets what it had. */
export const openBus = (): void => {
  bus.reset();
  bus
    .on(PutEventsCommand)
    .callsFake(({ Entries = [] }) => ({ Entries: Entries.map(() => ({ EventId: 'e' })) }));
};

/** What the bus was told, in order. */
export const toldTo = (): readonly Published[] =>
  bus
    .commandCalls(PutEventsCommand)
    .flatMap(({ args }) => args[0].input.Entries ?? [])
    .map(({ Detail }) => JSON.parse(Detail ?? '{}'));

export const put = (TableName: string, row: Row) =>
  dynamo.send(new PutItemCommand({ TableName, Item: toItem(row) }));

export const userIdOf = (name: string) => id(`user ${name}`);

/** A customer's row of gold_holdings. */
export const holdingRow = (name: string, grams: string, version = 3) => ({
  walletId: walletIdOf(userIdOf(name)),
  userId: userIdOf(name),
  currency: 'EUR',
  grams,
  costBasis: '100.00',
  averageCost: '100.000000',
  realisedGain: '0.00',
  version,
});

export const connect = (name: string, connectionId = 'c') =>
  put('connections', { audience: userIdOf(name), connectionId });

/** An event as the bus carries it. */
export const told = (
  eventType: string,
  owner: string,
  more: Partial<Published> = {},
): Published => ({
  eventId: id(`${eventType} ${owner}`),
  aggregateId: walletIdOf(userIdOf(owner)),
  aggregateType: 'wallet',
  eventType,
  eventData: {},
  sequenceNumber: 3,
  timestamp: at,
  userId: userIdOf(owner),
  metadata: {
    eventId: id(`${eventType} ${owner}`),
    correlationId: id('correlation'),
    causationId: id('cause'),
    timestamp: at,
    userId: userIdOf(owner),
    version: 1,
  },
  state: { ...holdingRow(owner, '2.000000') },
  stateVersion: 3,
  lastInCommit: true,
  ...more,
});
