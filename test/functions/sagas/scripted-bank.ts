import type { BankTransfer, TransferOrder } from '../../../functions/shared/bank/bank.ts';
import { BankError } from '../../../functions/shared/bank/bank-error.ts';

const createScriptedBank = () => {
  const transfers = new Map<string, BankTransfer>();
  const scripted = {
    /** What an order does; carries it out and answers unless a test says otherwise. */
    onOrder: undefined as ((order: TransferOrder) => void | Promise<void>) | undefined,
    /** What a question does before it is answered. */
    onQuestion: undefined as (() => void) | undefined,
    orders: 0,
    questions: 0,
    carry: ({ endToEndId }: TransferOrder, status: BankTransfer['status'] = 'processing') => {
      transfers.set(endToEndId, { bankTransferId: `trf-${endToEndId}`, endToEndId, status });
    },
    carried: (endToEndId: string) => transfers.has(endToEndId),
    order: async (order: TransferOrder): Promise<BankTransfer> => {
      scripted.orders += 1;
      if (scripted.onOrder !== undefined) await scripted.onOrder(order);
      if (!transfers.has(order.endToEndId)) scripted.carry(order);
      return transfers.get(order.endToEndId) as BankTransfer;
    },
    transferOf: async ({ endToEndId }: TransferOrder): Promise<BankTransfer | undefined> => {
      scripted.questions += 1;
      scripted.onQuestion?.();
      return transfers.get(endToEndId);
    },
  };
  return scripted;
};

/** A bank that carries out what it is ordered, once for each id, and says what a test lets it say. */
export type ScriptedBank = ReturnType<typeof createScriptedBank>;

export const lost = () => new BankError('unavailable', 'no-answer');

let current = createScriptedBank();

/** A bank that has seen nobody yet, which functions speak to from now on. */
export const newBank = (): ScriptedBank => {
  current = createScriptedBank();
  return current;
};

/** Stands for the bank where a test mocks the module that holds it. */
export const bank = {
  order: (order: TransferOrder) => current.order(order),
  transferOf: (order: TransferOrder) => current.transferOf(order),
};
