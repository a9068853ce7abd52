import { type BankTransaction, bank } from '../shared/bank/bank.ts';
import { BankError } from '../shared/bank/bank-error.ts';
import { Problem } from '../shared/http/problem.ts';

/** What the bank's books say of a payment, for somebody who waits. Throws 503 when the bank cannot say. */
export const bankBooks = async (bankReference: string): Promise<BankTransaction | undefined> => {
  try {
    return await bank.transaction(bankReference);
  } catch (error) {
    if (!(error instanceof BankError)) throw error;
    throw new Problem(
      503,
      'bank.unavailable',
      'The bank does not answer',
      'The bank could not be asked about this payment. Nothing was done; please try again.',
    );
  }
};
