import { type Aggregate, decideBy, evolveBy } from '../shared/decider.ts';
import { Refusal } from '../shared/refusal.ts';
import type { CaseEvent, CaseOutcome, CaseTrigger } from './events.ts';

/** Something that the rules found and that people of compliance must look into (stream `case-<caseId>`). */
export interface Case {
  /** Empty until CaseOpened. */
  readonly caseId: string;
  readonly userId: string;
  readonly walletId: string;
  readonly trigger: CaseTrigger;
  readonly transactionId: string;
  readonly rules: readonly string[];
  readonly openedAt: string;
  readonly decision?: {
    readonly outcome: CaseOutcome;
    readonly note: string;
    readonly decidedBy: string;
    readonly decidedAt: string;
  };
}

export interface OpenCase {
  readonly type: 'OpenCase';
  readonly caseId: string;
  readonly userId: string;
  readonly walletId: string;
  readonly trigger: CaseTrigger;
  readonly transactionId: string;
  readonly rules: readonly string[];
  readonly at: string;
}

export interface DecideCase {
  readonly type: 'DecideCase';
  readonly outcome: CaseOutcome;
  readonly note: string;
  readonly decidedBy: string;
  readonly at: string;
}

export type CaseCommand = OpenCase | DecideCase;

/** What was reported can still turn out to be nothing; what was cleared, or is reported already, is decided. */
const requireUndecided = ({ caseId, decision }: Case, outcome: CaseOutcome): void => {
  if (caseId === '') throw new Refusal('case.unknown', 'There is no such case.');
  if (decision?.outcome === 'cleared' || decision?.outcome === outcome)
    throw new Refusal('case.decided', 'The case was decided before.', {
      outcome: decision.outcome,
    });
};

/**
 * A case is opened once, and decided: cleared, or reported and perhaps cleared later. Throws `case.unknown`,
 * `case.decided` and `case.own`.
 */
export const complianceCase: Aggregate<Case, CaseCommand, CaseEvent> = {
  type: 'case',
  stateVersion: 1,
  initialState: {
    caseId: '',
    userId: '',
    walletId: '',
    trigger: 'deposit',
    transactionId: '',
    rules: [],
    openedAt: '',
  },
  publicState: ({ decision, ...facts }) => ({
    ...facts,
    ...decision,
    status: decision === undefined ? 'open' : 'decided',
  }),
  evolve: evolveBy<Case, CaseEvent>({
    CaseOpened: (_state, { data }) => data,
    CaseDecided: (state, { data: { outcome, note, decidedBy, decidedAt } }) => ({
      ...state,
      decision: { outcome, note, decidedBy, decidedAt },
    }),
  }),
  decide: decideBy<Case, CaseCommand, CaseEvent>({
    // Its id is derived from what was found, so a second finding of the same is no second case.
    OpenCase: ({ type: _type, at, ...facts }, state) =>
      state.caseId === '' ? [{ type: 'CaseOpened', data: { ...facts, openedAt: at } }] : [],
    DecideCase: ({ outcome, note, decidedBy, at }, state) => {
      requireUndecided(state, outcome);
      const { caseId, userId, walletId } = state;
      if (decidedBy === userId)
        throw new Refusal('case.own', 'Nobody decides on a case about themselves.');
      const data = { caseId, userId, walletId, outcome, note, decidedBy, decidedAt: at };
      return [{ type: 'CaseDecided', data }];
    },
  }),
};
