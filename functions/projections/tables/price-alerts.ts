import { required } from '../../shared/env.ts';
import type { ReadTable } from '../../shared/read-table.ts';
import { cellsOf, endsCommitOf } from './cells.ts';

const columns = ['direction', 'threshold', 'currency', 'status'] as const;

/** price_alerts: one row per alert, by its owner. */
export const priceAlerts: ReadTable = {
  table: () => required('priceAlertsTable'),
  key: ['userId', 'alertId'],
  aggregates: ['alert'],
  writesOf: (event) =>
    endsCommitOf('alert', event)
      ? [
          {
            key: { userId: `${event.state['userId']}`, alertId: event.aggregateId },
            cells: cellsOf(event, columns),
          },
        ]
      : [],
  streamsOf: ({ alertId }) => [`alert-${alertId}`],
  lastOnly: true,
};
