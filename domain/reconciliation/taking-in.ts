import { formatMoney } from '../shared/money.ts';
import { Refusal } from '../shared/refusal.ts';
import type { ListLines, ReceiveStatement } from './commands.ts';
import type { ReconciliationEvent } from './events.ts';
import { type Reconciliation, requireStatement } from './folding.ts';
import type { StatementLine } from './statement.ts';

const listedLine = (line: StatementLine, currency: string) => ({
  ...line,
  amount: formatMoney(line.amount, currency),
});

/** Once; told again before it was stored whole, the rest may follow. Throws `statement.duplicate`. */
export const receiveStatement = (
  { statement, digest, ...facts }: ReceiveStatement,
  state: Reconciliation,
): readonly ReconciliationEvent[] => {
  const { reconciliationId, source, receivedBy, at } = facts;
  if (state.reconciliationId !== '') {
    // Told again before it was stored whole: the rest may follow.
    if (state.digest === digest && state.status === 'listing') return [];
    throw new Refusal('statement.duplicate', 'This statement was taken in before.', {
      reconciliationId,
      same: `${state.digest === digest}`,
    });
  }
  const { lines, opening, closing, currency, ...rest } = statement;
  return [
    {
      type: 'StatementReceived',
      data: {
        reconciliationId,
        ...rest,
        digest,
        currency,
        opening: formatMoney(opening, currency),
        closing: formatMoney(closing, currency),
        lineCount: lines.length,
        source,
        receivedBy,
        receivedAt: at,
      },
    },
  ];
};

/** The next lines of a statement; those that are stored already change nothing. */
export const listLines = (
  { offset, lines }: ListLines,
  state: Reconciliation,
): readonly ReconciliationEvent[] => {
  requireStatement(state);
  if (offset !== state.listed || lines.length === 0) return [];
  const { reconciliationId, currency } = state;
  return [
    {
      type: 'StatementLinesListed',
      data: {
        reconciliationId,
        offset,
        lines: lines.map((line) => listedLine(line, currency)),
      },
    },
  ];
};
