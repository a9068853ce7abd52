import type {
  JudgedLine,
  StatementLinesJudged,
  StatementLinesListed,
} from '../../domain/reconciliation/events.ts';
import type { StatementLine } from '../../domain/reconciliation/statement.ts';
import { moneyFromWire } from '../../domain/shared/money.ts';
import { openEvent } from '../shared/seal/sealing.ts';
import { commitsOf, currentEvents } from '../shared/store/history.ts';
import { reconciliationStream } from './reconciliation-stream.ts';

/** The lines of a statement as it was taken in, opened. */
export const storedLines = async (
  reconciliationId: string,
  currency: string,
): Promise<readonly StatementLine[]> => {
  const stream = reconciliationStream(reconciliationId);
  const lines: StatementLine[] = [];
  for await (const commit of commitsOf(stream))
    for (const event of commit.events) {
      if (event.type !== 'StatementLinesListed') continue;
      const data = (await openEvent(
        stream,
        reconciliationId,
        event,
      )) as StatementLinesListed['data'];
      for (const line of data.lines)
        lines.push({ ...line, amount: moneyFromWire(line.amount, currency) });
    }
  return lines;
};

/** The verdicts that were written down so far, in the order of the lines. */
export const judgedLines = async (reconciliationId: string): Promise<readonly JudgedLine[]> => {
  const lines: JudgedLine[] = [];
  for await (const commit of commitsOf(reconciliationStream(reconciliationId)))
    for (const { type, data } of currentEvents(commit))
      if (type === 'StatementLinesJudged')
        lines.push(...(data as StatementLinesJudged['data']).lines);
  return lines;
};
