import { required } from '../shared/env.ts';
import { projection } from '../shared/projection.ts';
import { type Row, setRow } from '../shared/rows.ts';
import { tellStaff } from './tell-watched.ts';

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
export const handler = projection('reconciliations', async (event) => {
  const { aggregateId, state, stateVersion } = event;
  const counted = state['counts'] as Readonly<Record<string, number>>;
  await setRow(
    required('reconciliationsTable'),
    { currency: `${state['currency']}`, sk: `${state['to']}#${aggregateId}` },
    {
      ...(Object.fromEntries(columns.map((name) => [name, state[name]])) as Row),
      ...Object.fromEntries(
        Object.entries(counts).map(([column, verdict]) => [column, counted[verdict] ?? 0]),
      ),
      reconciliationId: aggregateId,
      version: stateVersion,
    },
  );
  await tellStaff(event, 'reconciliations');
});
