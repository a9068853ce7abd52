import type { RebuildEvent } from '../../domain/rebuilds/events.ts';
import { rebuild } from '../../domain/rebuilds/rebuild.ts';
import { log } from '../shared/log.ts';
import { causeFrom, consumer } from '../shared/messages.ts';
import { rebuildStream } from '../shared/rebuild-parts.ts';
import { execute } from '../shared/store/execute.ts';
import type { Done } from './rebuild/part.ts';

/** Writes down what a rebuild found, once, whichever of its parts say that they were the last. */
export const handler = consumer('complete-rebuild', async (event) => {
  const { rebuildId, projection, findings } = event.eventData as Done;
  const cause = causeFrom(event, 'complete-rebuild');
  await execute({
    cause,
    participants: [
      {
        folding: rebuild,
        stream: rebuildStream(projection),
        decide: (state): readonly RebuildEvent[] =>
          rebuild.decide(
            { type: 'CompleteRebuild', rebuildId, projection, findings, at: cause.at },
            state,
          ),
      },
    ],
  });
  log.info('a read table was rebuilt', { projection, ...findings });
});
