/**
 * What became of a call of the bank when it has no answer to give. `refused`: the bank read it and said no. `unknown`:
 * it said something that we do not understand, so nothing may be concluded. `unavailable`: it did not answer, or has
 * trouble of its own; what it was asked to do may have been done.
 */
export type BankTrouble = 'refused' | 'unknown' | 'unavailable';

/** Carries a code and nothing of what was sent or answered, so that it may be logged. */
export class BankError extends Error {
  override readonly name = 'BankError';
  readonly trouble: BankTrouble;
  /** The bank's own code of a refusal, or ours of what went wrong. */
  readonly reason: string;
  /** Of a refusal: that the very first try was answered, so that no earlier one can still be carried out. */
  readonly isFirstTry: boolean;

  constructor(trouble: BankTrouble, reason: string, isFirstTry = false) {
    super(`bank: ${trouble}: ${reason}`);
    this.trouble = trouble;
    this.reason = reason;
    this.isFirstTry = isFirstTry;
  }
}
