import { Refusal } from './refusal.ts';

/** What the bank says in the end of a payment that it was ordered to make. */
export type BankOutcome = 'completed' | 'failed' | 'returned';

export interface BankWord {
  readonly outcome: BankOutcome;
  /** The bank's own id of the transfer. */
  readonly bankTransferId: string;
  readonly reason: string;
}

/** Whether a word tells nothing new after the bank's last word on the same payment (undefined: none). */
const isKnownWord = (outcome: BankOutcome, before: BankOutcome | undefined): boolean =>
  before === outcome || (before === 'returned' && outcome === 'completed');

/** What a word makes of a payment: nothing, the payment, its failure, its coming back, or the payment and its coming back. */
export type PaymentStep = 'paid' | 'failed' | 'came-back';

/**
 * What a word makes of a payment, given the bank's last word and whether the payment is under way.
 * Words come twice, late and out of order: a return of what nobody said was paid first pays it. Undefined where the word
 * contradicts what is known, and would make money twice or lose it.
 */
export const stepsOfWord = (
  outcome: BankOutcome,
  before: BankOutcome | undefined,
  isUnderWay: boolean,
): readonly PaymentStep[] | undefined => {
  if (isKnownWord(outcome, before)) return [];
  if (before === 'completed' && outcome === 'returned') return ['came-back'];
  if (before !== undefined || !isUnderWay) return undefined;
  if (outcome === 'completed') return ['paid'];
  return outcome === 'failed' ? ['failed'] : ['paid', 'came-back'];
};

/** The same of a payment of the house's, which stands so. Throws `payment.contradicted`. */
export const stepsOfHousePayment = (
  { outcome }: BankWord,
  before: BankOutcome | undefined,
  isUnderWay: boolean,
  standing: string,
): readonly PaymentStep[] => {
  const steps = stepsOfWord(outcome, before, isUnderWay);
  if (steps !== undefined) return steps;
  throw new Refusal('payment.contradicted', 'The bank contradicts itself or us.', {
    word: outcome,
    before: before ?? standing,
  });
};
