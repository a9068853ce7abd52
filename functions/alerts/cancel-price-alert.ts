import * as z from 'zod/mini';
import { type Alert, alert } from '../../domain/alerts/alert.ts';
import { Refusal } from '../../domain/shared/refusal.ts';
import { command, noParameters } from '../shared/http/endpoint.ts';
import { execute } from '../shared/store/execute.ts';
import { AlertShown, alertStream, shownAlert } from './alert-answers.ts';
import { waitNoMore } from './thresholds.ts';

/** Cancels an alert of one's own; somebody else's is as unknown as one that never was. */
export const handler = command({
  schema: noParameters,
  path: z.strictObject({ id: z.uuid() }),
  answer: AlertShown,
  groups: ['customer'],
  status: 200,
  handle: async ({ path: { id }, actor: { userId }, cause }) => {
    let cancelled: Alert = alert.initialState;
    await execute({
      cause,
      participants: [
        {
          folding: alert,
          stream: alertStream(id),
          decide: (state: Alert) => {
            if (state.userId !== userId)
              throw new Refusal('alert.unknown', 'There is no such alert.');
            const events = alert.decide({ type: 'CancelAlert', at: cause.at }, state);
            cancelled = events.reduce(alert.evolve, state);
            return events;
          },
        },
      ],
      guards: () => [waitNoMore(cancelled)],
    });
    return shownAlert(alert.publicState(cancelled) as ReturnType<typeof shownAlert>);
  },
});
