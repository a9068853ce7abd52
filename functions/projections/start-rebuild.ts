import * as z from 'zod/mini';
import { rebuild } from '../../domain/rebuilds/rebuild.ts';
import { type ProjectionName, projectionNames } from '../../domain/shared/names.ts';
import { Id, InstantText, named } from '../shared/http/answers.ts';
import { command } from '../shared/http/endpoint.ts';
import { Problem } from '../shared/http/problem.ts';
import { rebuildStream } from '../shared/rebuild-parts.ts';
import { execute } from '../shared/store/execute.ts';
import { newId } from '../shared/uuid.ts';

const RebuildStarted = named(
  'RebuildStarted',
  z.object({
    rebuildId: Id,
    projection: z.string(),
    status: z.enum(['running']),
    startedAt: InstantText,
  }),
);

const isProjection = (name: string): name is ProjectionName =>
  (projectionNames as readonly string[]).includes(name);

/** Has every row of a read table checked against the events, and put right. One rebuild of a table runs at a time. */
export const handler = command({
  schema: z.strictObject({}),
  path: z.strictObject({ name: z.string().check(z.maxLength(64)) }),
  answer: RebuildStarted,
  groups: ['admin'],
  status: 202,
  handle: async ({ path: { name }, actor, cause }) => {
    if (!isProjection(name))
      throw new Problem(
        404,
        'projection.unknown',
        'Unknown read table',
        'There is no read table of this name.',
      );
    const rebuildId = newId();
    await execute({
      cause,
      participants: [
        {
          folding: rebuild,
          stream: rebuildStream(name),
          decide: (state) =>
            rebuild.decide(
              {
                type: 'StartRebuild',
                rebuildId,
                projection: name,
                startedBy: actor.userId,
                at: cause.at,
              },
              state,
            ),
        },
      ],
    });
    return { rebuildId, projection: name, status: 'running' as const, startedAt: cause.at };
  },
});
