import { formatMoney } from '../shared/money.ts';
import { Refusal } from '../shared/refusal.ts';

/** Who is on the other side of a line, as the bank says. Personal data. */
export interface Party {
  readonly name: string;
  readonly iban: string;
  /** What the payer wrote, free text and structured references together. */
  readonly remittance: string;
}

/** One payment that the bank booked. A batch entry has many. */
export interface StatementLine {
  /** The bank's own id of it. */
  readonly reference: string;
  /** The id that whoever ordered the payment gave it; empty when none was provided. */
  readonly endToEndId: string;
  /** Minor units, negative when money left. */
  readonly amount: bigint;
  /** ISO 8601 in UTC; a day without a time is its midnight. */
  readonly bookedAt: string;
  /** The bank takes back what it booked before. */
  readonly reversal: boolean;
  readonly party: Party;
}

/** What a bank booked on one account over a while. */
export interface Statement {
  readonly statementId: string;
  readonly iban: string;
  readonly currency: string;
  /** ISO 8601 in UTC, both within the period. */
  readonly from: string;
  readonly to: string;
  /** Minor units; negative is overdrawn. */
  readonly opening: bigint;
  readonly closing: bigint;
  readonly lines: readonly StatementLine[];
}

/** The sum of what was booked. */
export const movementOf = (lines: readonly Pick<StatementLine, 'amount'>[]): bigint =>
  lines.reduce((sum, { amount }) => sum + amount, 0n);

/** Throws `statement.wrong-total` unless the balance before and the lines make the balance after. */
export const requireTotal = ({ opening, closing, lines, currency, statementId }: Statement) => {
  const computed = opening + movementOf(lines);
  if (computed !== closing)
    throw new Refusal(
      'statement.wrong-total',
      'The opening balance and the entries do not make the closing balance.',
      {
        statementId,
        computed: formatMoney(computed, currency),
        stated: formatMoney(closing, currency),
      },
    );
};

/** Throws `statement.unknown-account` unless the statement is of our own account. */
export const requireAccount = ({ iban, statementId }: Statement, ownIban: string) => {
  if (iban !== ownIban)
    throw new Refusal('statement.unknown-account', 'The statement is of an account of others.', {
      statementId,
    });
};
