import { caseStream } from '../../shared/case-stream.ts';
import { required } from '../../shared/env.ts';
import type { ReadTable } from '../../shared/read-table.ts';
import type { Row } from '../../shared/rows.ts';
import { endsCommitOf } from './cells.ts';

/** cases: one row per case, listed by its status in the order in which they were opened. */
export const cases: ReadTable = {
  table: () => required('casesTable'),
  key: ['caseId'],
  aggregates: ['case'],
  writesOf: (event) => {
    if (!endsCommitOf('case', event)) return [];
    const { aggregateId, state, stateVersion } = event;
    const { caseId: _id, ...facts } = state as Row;
    const cells = { ...facts, sk: `${state['openedAt']}#${aggregateId}`, version: stateVersion };
    return [{ key: { caseId: aggregateId }, cells }];
  },
  streamsOf: ({ caseId }) => [caseStream(`${caseId}`)],
  time: 'openedAt',
};
