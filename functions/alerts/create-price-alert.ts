import * as z from 'zod/mini';
import { type Alert, alert } from '../../domain/alerts/alert.ts';
import { policy } from '../../domain/shared/policy.ts';
import { PricePerGram } from '../../domain/shared/price.ts';
import { Refusal } from '../../domain/shared/refusal.ts';
import { required } from '../shared/env.ts';
import { command } from '../shared/http/endpoint.ts';
import { lastRecordedBy } from '../shared/recorded-price.ts';
import { execute } from '../shared/store/execute.ts';
import { newId } from '../shared/uuid.ts';
import { AlertShown, alertStream, shownAlert } from './alert-answers.ts';
import { alertsOf } from './owned-alerts.ts';
import { waitForPrice } from './thresholds.ts';

/** Throws `alert.limit-reached`: an inbox full of prices helps nobody. */
const requireRoom = async (userId: string): Promise<void> => {
  const { alertsPerUserMax } = policy.alerts;
  const active = (await alertsOf(userId)).filter(({ status }) => status === 'active');
  if (active.length >= alertsPerUserMax)
    throw new Refusal('alert.limit-reached', 'No more price alerts can wait at once.', {
      alertsPerUserMax,
    });
};

/** Waits for a price per gram, to tell of it once. */
export const handler = command({
  schema: z.strictObject({ direction: z.enum(['above', 'below']), threshold: PricePerGram }),
  answer: AlertShown,
  groups: ['customer'],
  status: 201,
  handle: async ({ body: { direction, threshold }, actor: { userId }, cause }) => {
    await requireRoom(userId);
    const [alertId, currency] = [newId(), required('currency')];
    const facts = { alertId, direction, threshold, currency };
    let created: Alert = alert.initialState;
    await execute({
      cause,
      participants: [
        {
          folding: alert,
          stream: alertStream(alertId),
          fresh: true,
          decide: async (state: Alert) => {
            const last = await lastRecordedBy(currency, new Date().toISOString());
            const events = alert.decide(
              {
                type: 'CreateAlert',
                ...facts,
                userId,
                lastPriceAt: last?.updatedAt,
                at: cause.at,
              },
              state,
            );
            created = events.reduce(alert.evolve, state);
            return events;
          },
        },
      ],
      guards: () => [waitForPrice(facts)],
    });
    return shownAlert(alert.publicState(created) as ReturnType<typeof shownAlert>);
  },
});
