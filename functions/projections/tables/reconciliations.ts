import { required } from '../../shared/env.ts';
import type { ReadTable } from '../../shared/read-table.ts';
import { endsCommitOf, pick } from './cells.ts';

const columns = [
  'statementId',
  'iban',
  'from',
  'to',
  'opening',
  'closing',
  'lineCount',
  'source',
  'receivedAt',
  'status',
  'continuous',
  'openingCapital',
  'openItemCount',
  'difference',
] as const;

const counts = {
  matched: 'matched',
  missingHere: 'missing-here',
  missingThere: 'missing-there',
  amountDiffers: 'amount-differs',
  duplicate: 'duplicate',
} as const;

/** reconciliations: one row per statement, the newest last. */
export const reconciliations: ReadTable = {
  table: () => required('reconciliationsTable'),
  key: ['currency', 'sk'],
  aggregates: ['reconciliation'],
  writesOf: (event) => {
    if (!endsCommitOf('reconciliation', event)) return [];
    const { aggregateId, state, stateVersion } = event;
    const counted = state['counts'] as Readonly<Record<string, number>>;
    const cells = {
      ...pick(state, columns),
      ...Object.fromEntries(
        Object.entries(counts).map(([column, verdict]) => [column, counted[verdict] ?? 0]),
      ),
      reconciliationId: aggregateId,
      version: stateVersion,
    };
    const key = { currency: `${state['currency']}`, sk: `${state['to']}#${aggregateId}` };
    return [{ key, cells }];
  },
  streamsOf: ({ sk }) => [`reconciliation-${`${sk}`.slice(`${sk}`.indexOf('#') + 1)}`],
  time: 'receivedAt',
};
