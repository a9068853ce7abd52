import * as z from 'zod/mini';
import { listOf, named } from '../shared/http/answers.ts';
import { noParameters, query } from '../shared/http/endpoint.ts';
import { AlertShown, shownAlert } from './alert-answers.ts';
import { alertsOf } from './owned-alerts.ts';

const PriceAlerts = named('PriceAlerts', z.object({ items: listOf(AlertShown) }));

/** The customer's own price alerts, newest first. */
export const handler = query({
  schema: noParameters,
  answer: PriceAlerts,
  groups: ['customer'],
  handle: async ({ actor: { userId } }) => ({ items: (await alertsOf(userId)).map(shownAlert) }),
});
