import { describe, it } from 'vitest';
import { complianceCase, type DecideCase, type OpenCase } from '../../../domain/compliance/case.ts';
import type { CaseEvent } from '../../../domain/compliance/events.ts';
import { specification } from '../../support/given.ts';

const given = specification(complianceCase);
const at = '2026-11-23T10:00:00.000Z';
const facts = {
  caseId: 'case-1',
  userId: 'user-1',
  walletId: 'wallet-1',
  trigger: 'deposit',
  transactionId: 'deposit-1',
  rules: ['structuring'],
} as const;
const open: OpenCase = { type: 'OpenCase', ...facts, at };
const opened: CaseEvent = { type: 'CaseOpened', data: { ...facts, openedAt: at } };
const decide = (outcome: DecideCase['outcome'], decidedBy = 'compliance-1'): DecideCase => ({
  type: 'DecideCase',
  outcome,
  note: 'Looked into it.',
  decidedBy,
  at,
});
const decided = (outcome: DecideCase['outcome']): CaseEvent => ({
  type: 'CaseDecided',
  data: {
    caseId: 'case-1',
    userId: 'user-1',
    walletId: 'wallet-1',
    outcome,
    note: 'Looked into it.',
    decidedBy: 'compliance-1',
    decidedAt: at,
  },
});

describe('a case', () => {
  it('is opened once, however often the same is found', () => {
    given().when(open).then(opened);
    given(opened).when(open).then();
  });

  it.each(['cleared', 'reported'] as const)('is %s by somebody of compliance', (outcome) =>
    given(opened).when(decide(outcome)).then(decided(outcome)),
  );

  it('that was reported can be cleared later, and what was cleared is over', () => {
    given(opened, decided('reported')).when(decide('cleared')).then(decided('cleared'));
    given(opened, decided('reported')).when(decide('reported')).thenRejects('case.decided');
    given(opened, decided('cleared')).when(decide('reported')).thenRejects('case.decided');
    given(opened, decided('reported'), decided('cleared'))
      .when(decide('cleared'))
      .thenRejects('case.decided');
  });

  it('is not decided by whom it is about, nor before it is there', () => {
    given(opened).when(decide('cleared', 'user-1')).thenRejects('case.own');
    given().when(decide('cleared')).thenRejects('case.unknown');
  });
});
