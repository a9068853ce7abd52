import { required } from '../shared/env.ts';
import { projection } from '../shared/projection.ts';
import { type Row, setRow } from '../shared/rows.ts';
import { tellStaff } from './tell-watched.ts';

/** cases: one row per case, listed by its status in the order in which they were opened. */
export const handler = projection('cases', async (event) => {
  const { aggregateId, state, stateVersion } = event;
  const { caseId: _id, ...cells } = state as Row;
  await setRow(
    required('casesTable'),
    { caseId: aggregateId },
    { ...cells, sk: `${state['openedAt']}#${aggregateId}`, version: stateVersion },
  );
  await tellStaff(event, 'cases');
});
