import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { GetQueueAttributesCommand, GetQueueUrlCommand, SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod/mini';
import { projectionNames } from '../../domain/shared/names.ts';
import { required } from '../shared/env.ts';
import { InstantText, listOf, named } from '../shared/http/answers.ts';
import { noParameters, query } from '../shared/http/endpoint.ts';
import { toRow } from '../shared/rows.ts';
import { dynamo } from '../shared/store/client.ts';

const ProjectionStanding = named(
  'ProjectionStanding',
  z.object({
    name: z.string(),
    /** Events that it has not begun with. */
    waiting: z.number(),
    inFlight: z.number(),
    /** Events that it could not take in; each needs people. */
    dead: z.number(),
    /** How long an event took to reach the read table when it was last measured; null before the first. */
    lagMs: z.nullable(z.number()),
    measuredAt: z.nullable(InstantText),
  }),
);
const ProjectionStandings = named(
  'ProjectionStandings',
  z.object({ items: listOf(ProjectionStanding) }),
);

// By the service's own address and not the queue's, which the SDK would call otherwise.
const sqs = new SQSClient({ maxAttempts: 3, useQueueUrlAsEndpoint: false });

const depthOf = async (queueName: string) => {
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: queueName }));
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({
      QueueUrl,
      AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
    }),
  );
  return {
    waiting: Number(Attributes['ApproximateNumberOfMessages'] ?? 0),
    inFlight: Number(Attributes['ApproximateNumberOfMessagesNotVisible'] ?? 0),
  };
};

interface HealthRow {
  readonly projection: string;
  readonly lagMs: number;
  readonly measuredAt: string;
}

/** One row per projection, so one page holds them all. */
const healthRows = async (): Promise<readonly HealthRow[]> => {
  const { Items = [] } = await dynamo.send(
    new ScanCommand({ TableName: required('projectionHealthTable') }),
  );
  return Items.map((item) => toRow<HealthRow>(item));
};

/** How each read table stands: what still waits for it, what it could not take in, and how late it was. */
export const handler = query({
  schema: noParameters,
  answer: ProjectionStandings,
  groups: ['operations', 'compliance', 'admin'],
  handle: async () => {
    const rows = await healthRows();
    const prefix = required('projectionQueues');
    const items = await Promise.all(
      projectionNames.map(async (name) => {
        const [queue, dead] = await Promise.all([
          depthOf(`${prefix}${name}`),
          depthOf(`${prefix}${name}-dead`),
        ]);
        const row = rows.find(({ projection }) => projection === name);
        return {
          name,
          ...queue,
          dead: dead.waiting + dead.inFlight,
          lagMs: row?.lagMs ?? null,
          measuredAt: row?.measuredAt ?? null,
        };
      }),
    );
    return { items };
  },
});
