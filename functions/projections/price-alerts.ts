import { required } from '../shared/env.ts';
import { projection } from '../shared/projection.ts';
import { type Row, setRow } from '../shared/rows.ts';

const columns = ['direction', 'threshold', 'currency', 'status'] as const;

/** price_alerts: one row per alert, by its owner. */
export const handler = projection('price-alerts', ({ aggregateId, state, stateVersion }) =>
  setRow(
    required('priceAlertsTable'),
    { userId: `${state['userId']}`, alertId: aggregateId },
    {
      ...(Object.fromEntries(columns.map((name) => [name, state[name]])) as Row),
      version: stateVersion,
    },
  ),
);
