import { type AttributeValue, ScanCommand } from '@aws-sdk/client-dynamodb';
import { GetQueueAttributesCommand, GetQueueUrlCommand, SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod/mini';
import { foundTogether, type RebuildFindings } from '../../domain/rebuilds/findings.ts';
import { rebuild } from '../../domain/rebuilds/rebuild.ts';
import { type ProjectionName, projectionNames } from '../../domain/shared/names.ts';
import { required } from '../shared/env.ts';
import { Id, InstantText, listOf, named } from '../shared/http/answers.ts';
import { noParameters, query } from '../shared/http/endpoint.ts';
import { isPartOf, partsOfAllSteps, rebuildStream } from '../shared/rebuild-parts.ts';
import { toRow } from '../shared/rows.ts';
import { dynamo } from '../shared/store/client.ts';
import { loadHead } from '../shared/store/events-table.ts';

const RebuildStanding = named(
  'RebuildStanding',
  z.object({
    rebuildId: Id,
    status: z.enum(['running', 'completed']),
    startedBy: Id,
    startedAt: InstantText,
    completedAt: z.optional(InstantText),
    partsDone: z.number(),
    partsInAll: z.number(),
    /** Events read, and rows that they make. */
    events: z.number(),
    rows: z.number(),
    /** Rows that were missing, that said something else, and that no event explained. */
    restored: z.number(),
    corrected: z.number(),
    removed: z.number(),
  }),
);
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
    /** The newest check of every row against the events; null before the first. */
    rebuild: z.nullable(RebuildStanding),
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

/** How far a part of a rebuild has come. */
type PartRow = RebuildFindings & {
  readonly projection: string;
  readonly rebuildId: string;
  readonly done: boolean;
};

/** One row per projection and one per part of its newest rebuild: a page or two, when many are rebuilt at once. */
const healthRows = async (): Promise<readonly (HealthRow | PartRow)[]> => {
  const rows: (HealthRow | PartRow)[] = [];
  let start: Record<string, AttributeValue> | undefined;
  do {
    const { Items = [], LastEvaluatedKey } = await dynamo.send(
      new ScanCommand({ TableName: required('projectionHealthTable'), ExclusiveStartKey: start }),
    );
    rows.push(...Items.map((item) => toRow<HealthRow | PartRow>(item)));
    start = LastEvaluatedKey;
  } while (start !== undefined);
  return rows;
};

const rebuildOf = async (
  name: ProjectionName,
  rows: readonly (HealthRow | PartRow)[],
): Promise<z.infer<typeof RebuildStanding> | null> => {
  const { state } = await loadHead(rebuild, rebuildStream(name));
  const { rebuildId, startedBy, startedAt, completedAt, findings } = state;
  if (rebuildId === '') return null;
  const ofIt = rows.filter(
    (row): row is PartRow =>
      'rebuildId' in row && isPartOf(name, row.projection) && row.rebuildId === rebuildId,
  );
  return {
    rebuildId,
    status: completedAt === undefined ? 'running' : 'completed',
    startedBy,
    startedAt,
    ...(completedAt === undefined ? {} : { completedAt }),
    partsDone: completedAt === undefined ? ofIt.filter(({ done }) => done).length : partsOfAllSteps,
    partsInAll: partsOfAllSteps,
    // What the parts have found so far, while the rebuild has not said it itself.
    ...(findings ?? foundTogether(ofIt)),
  };
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
        const [queue, dead, rebuilt] = await Promise.all([
          depthOf(`${prefix}${name}`),
          depthOf(`${prefix}${name}-dead`),
          rebuildOf(name, rows),
        ]);
        const row = rows.find((one): one is HealthRow => one.projection === name);
        return {
          name,
          ...queue,
          dead: dead.waiting + dead.inFlight,
          lagMs: row?.lagMs ?? null,
          measuredAt: row?.measuredAt ?? null,
          rebuild: rebuilt,
        };
      }),
    );
    return { items };
  },
});
