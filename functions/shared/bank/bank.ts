import * as z from 'zod/mini';
import { isCurrency } from '../../../domain/shared/currencies.ts';
import { BankTransactionId } from '../../../domain/shared/ids.ts';
import { parseMoney } from '../../../domain/shared/money.ts';
import type { BankWord } from '../../../domain/wallets/deposit-commands.ts';
import type { Answered } from '../http/fetch-text.ts';
import { metric } from '../log.ts';
import type { Send } from '../partner/send.ts';
import { BankError } from './bank-error.ts';
import { sendToBank } from './send.ts';

const Transaction = z.object({
  bankTransactionId: z.string(),
  reference: z.string(),
  amount: z.string(),
  currency: z.string(),
  debtor: z.object({ name: z.string(), iban: z.string() }),
  bookedAt: z.string(),
});

const Transfer = z.object({
  bankTransferId: BankTransactionId,
  endToEndId: z.string(),
  amount: z.string(),
  currency: z.string(),
  status: z.enum(['processing', 'completed', 'failed', 'returned']),
  reason: z.optional(z.string()),
});

const Refused = z.object({ code: z.string().check(z.regex(/^[\w.:-]{1,64}$/)) });

/** A payment to somebody, under an id of ours that the bank carries out once. */
export interface TransferOrder {
  readonly endToEndId: string;
  /** A decimal string of the currency. */
  readonly amount: string;
  readonly currency: string;
  readonly creditor: { readonly name: string; readonly iban: string };
  readonly remittance: string;
}

/** What the bank's books have of a payment to us. */
export interface BankTransaction extends BankWord {
  /** What the payer wrote. */
  readonly reference: string;
  readonly debtorIban: string;
  readonly bookedAt: string;
}

/** What the bank says of a transfer. */
export type BankTransfer = Pick<
  z.infer<typeof Transfer>,
  'bankTransferId' | 'endToEndId' | 'status' | 'reason'
>;

/** What a transfer must agree in with the order that it is of. */
type Expected = Pick<TransferOrder, 'endToEndId' | 'amount' | 'currency'>;

/** Long reasons are the bank's free text; an event holds the beginning. */
const reasonLengthMax = 140;
const statementBytesMax = 20 * 1024 * 1024;

/** A contradiction of the contract: never a guess, always an error that people see. */
const unknownAnswer = (what: string): BankError => {
  metric('BankUnknownAnswer', 1);
  return new BankError('unknown', what);
};

const parsed = <Output>(schema: z.ZodMiniType<Output>, { text }: Answered): Output => {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw unknownAnswer('not-json');
  }
  const result = z.safeParse(schema, json);
  if (result.success) return result.data;
  throw unknownAnswer('not-the-contract');
};

const sameMoney = (transfer: z.infer<typeof Transfer>, expected: Expected): boolean =>
  transfer.currency === expected.currency &&
  isCurrency(expected.currency) &&
  parseMoney(transfer.amount, expected.currency) === parseMoney(expected.amount, expected.currency);

const transferIn = (answered: Answered, expected: Expected): BankTransfer => {
  const transfer = parsed(Transfer, answered);
  if (transfer.endToEndId !== expected.endToEndId || !sameMoney(transfer, expected))
    throw unknownAnswer('another-transfer');
  const { bankTransferId, endToEndId, status, reason } = transfer;
  return {
    bankTransferId,
    endToEndId,
    status,
    ...(reason === undefined ? {} : { reason: reason.slice(0, reasonLengthMax) }),
  };
};

/** The thing asked for, or undefined when the bank says that it has no such. */
const found = (answered: Answered): Answered | undefined => {
  if (answered.status === 200) return answered;
  if (answered.status !== 404) throw unknownAnswer(`status-${answered.status}`);
  // Only the bank's own words say that it has none: a 404 of some gateway in between says nothing.
  parsed(Refused, answered);
  return undefined;
};

/** The bank's REST side. Every method throws `BankError`: `unavailable`, `unknown`, and `refused` where one is said. */
export const createBank = (send: Send) => {
  const get = async (path: string) => found(await send({ method: 'GET', path }));
  const transferAt = async (path: string, expected: Expected) => {
    const answered = await get(path);
    return answered === undefined ? undefined : transferIn(answered, expected);
  };
  return {
    /** What the bank's books say of an incoming transaction; undefined when it knows none. */
    transaction: async (bankTransactionId: string): Promise<BankTransaction | undefined> => {
      const answered = await get(`/transactions/${encodeURIComponent(bankTransactionId)}`);
      if (answered === undefined) return undefined;
      const {
        bankTransactionId: id,
        amount,
        currency,
        debtor,
        ...rest
      } = parsed(Transaction, answered);
      // In a currency that nobody here holds the amount does not matter: it is not the wallet's.
      const minor = isCurrency(currency) ? parseMoney(amount, currency) : 0n;
      if (minor === undefined) throw unknownAnswer('not-an-amount');
      return {
        ...rest,
        bankConfirmationId: id,
        amount: minor,
        currency,
        debtorName: debtor.name,
        debtorIban: debtor.iban,
      };
    },

    /**
     * Orders a payment. The bank carries an `endToEndId` out once, so the order may be given again whenever its answer
     * was lost. Throws `refused` when the bank says no.
     */
    order: async (order: TransferOrder): Promise<BankTransfer> => {
      const answered = await send({ method: 'POST', path: '/transfers', body: order });
      if (answered.status === 200 || answered.status === 201) return transferIn(answered, order);
      if (answered.status === 400 || answered.status === 422)
        throw new BankError('refused', parsed(Refused, answered).code, answered.tries === 1);
      throw unknownAnswer(`status-${answered.status}`);
    },

    /** What became of an order, by the bank's id of it. */
    transfer: (bankTransferId: string, expected: Expected): Promise<BankTransfer | undefined> =>
      transferAt(`/transfers/${encodeURIComponent(bankTransferId)}`, expected),

    /** What became of an order, by ours: all that is known when the answer to the order was lost. */
    transferOf: (expected: Expected): Promise<BankTransfer | undefined> =>
      transferAt(`/transfers?endToEndId=${encodeURIComponent(expected.endToEndId)}`, expected),

    /** The account's statement of a UTC day ("2026-11-23"): camt.053 as it came; undefined when there is none. */
    statement: async (date: string): Promise<string | undefined> => {
      const path = `/statements/${encodeURIComponent(date)}`;
      const answered = await send({ method: 'GET', path, answerBytesMax: statementBytesMax });
      const statement = found(answered)?.text;
      if (statement !== undefined && !statement.trimStart().startsWith('<'))
        throw unknownAnswer('not-xml');
      return statement;
    },
  };
};

/** The bank of this stage. */
export const bank = createBank(sendToBank);

export type Bank = ReturnType<typeof createBank>;
