import type { DomainEvent } from '../shared/decider.ts';

/** What the rules looked at when they found something. */
export type CaseTrigger = 'deposit' | 'withdrawal';

/** Nothing in it, or told to the authorities: then the wallet stays frozen. */
export type CaseOutcome = 'cleared' | 'reported';

export type CaseOpened = DomainEvent<
  'CaseOpened',
  {
    readonly caseId: string;
    readonly userId: string;
    readonly walletId: string;
    readonly trigger: CaseTrigger;
    /** The deposit or withdrawal. */
    readonly transactionId: string;
    readonly rules: readonly string[];
    readonly openedAt: string;
  }
>;

export type CaseDecided = DomainEvent<
  'CaseDecided',
  {
    readonly caseId: string;
    readonly userId: string;
    readonly walletId: string;
    readonly outcome: CaseOutcome;
    /** Why, in the words of who decided. */
    readonly note: string;
    readonly decidedBy: string;
    readonly decidedAt: string;
  }
>;

export type CaseEvent = CaseOpened | CaseDecided;
