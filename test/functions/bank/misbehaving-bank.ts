import { type Bank, createBank } from '../../../functions/shared/bank/bank.ts';
import { BankError } from '../../../functions/shared/bank/bank-error.ts';
import {
  type Act,
  misbehavingPartner,
  type Patience,
  type Seen,
} from '../shared/misbehaving-partner.ts';

export interface Misbehaving {
  readonly bank: Bank;
  readonly seen: readonly Seen[];
  /** Whether each reading of the credential was a fresh one. */
  readonly tokensRead: readonly boolean[];
  readonly close: () => Promise<void>;
}

/** A bank on a socket of this machine, and the client that speaks to it. */
export const misbehavingBank = async (act: Act, patience: Patience = {}): Promise<Misbehaving> => {
  const { send, ...partner } = await misbehavingPartner(act, {
    partner: 'Bank',
    unavailable: (reason) => new BankError('unavailable', reason),
  });
  return { ...partner, bank: createBank(send(patience)) };
};
