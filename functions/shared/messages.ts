import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { EventEnvelope } from '../../domain/shared/envelope.ts';
import { log, metric, setLogContext } from './log.ts';
import type { Cause } from './store/types.ts';
import { derivedId } from './uuid.ts';

/** An event as the relay publishes it: the envelope, and the aggregate's public state after its commit. */
export type Published = EventEnvelope & {
  readonly state: Readonly<Record<string, unknown>>;
  /** The version of the last event of the commit. */
  readonly stateVersion: number;
  readonly lastInCommit: boolean;
};

/** The stream that a published event comes from. */
export const streamOf = ({ aggregateType, aggregateId }: Published): string =>
  `${aggregateType}-${aggregateId}`;

const publishedIn = (body: string): Published => (JSON.parse(body) as { detail: Published }).detail;

/**
 * A queue's consumer: each event on its own, at least once and in any order, so `handle` must bear repetition. What
 * fails goes back to the queue, alone.
 */
export const consumer =
  (name: string, handle: (event: Published) => Promise<void>) =>
  async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
    const failed = await Promise.all(
      Records.map(async ({ body, messageId }) => {
        try {
          const event = publishedIn(body);
          setLogContext({ consumer: name, correlationId: event.metadata.correlationId });
          await handle(event);
          metric('Lag', Date.now() - Date.parse(event.timestamp), 'Milliseconds', {
            consumer: name,
          });
          return undefined;
        } catch (error) {
          log.error('a message failed', error, { consumer: name, messageId });
          return { itemIdentifier: messageId };
        }
      }),
    );
    return { batchItemFailures: failed.filter((entry) => entry !== undefined) };
  };

/** The cause of what a consumer does about an event: the same command id for every delivery of it. */
export const causeFrom = (event: Published, consumerName: string): Cause => ({
  commandId: derivedId(event.eventId, consumerName),
  correlationId: event.metadata.correlationId,
  causationId: event.eventId,
  userId: 'system',
  at: new Date().toISOString(),
});
