import * as z from 'zod/mini';
import type { JudgedLine, StatementLinesJudged } from '../../domain/reconciliation/events.ts';
import { reconciliationFolding } from '../../domain/reconciliation/folding.ts';
import { Refusal } from '../../domain/shared/refusal.ts';
import {
  CurrencyText,
  Id,
  InstantText,
  listOf,
  MoneyText,
  named,
  Version,
} from '../shared/http/answers.ts';
import { Cursor } from '../shared/http/cursor.ts';
import { query } from '../shared/http/endpoint.ts';
import { Problem } from '../shared/http/problem.ts';
import { loadHead } from '../shared/store/events-table.ts';
import { commitsOf, currentEvents } from '../shared/store/history.ts';
import { reconciliationStream } from './reconciliation-stream.ts';

const linesPerPage = 100;

const JudgedLineShown = named(
  'ReconciliationLine',
  z.object({
    key: z.string(),
    reference: z.string(),
    verdict: z.enum(['matched', 'missing-here', 'missing-there', 'amount-differs', 'duplicate']),
    amount: z.optional(MoneyText),
    booked: z.optional(MoneyText),
    transactionId: z.optional(z.string()),
    bookedAt: InstantText,
  }),
);

const BooksShown = named(
  'Books',
  z.object({
    asOf: InstantText,
    bank: MoneyText,
    available: MoneyText,
    reserved: MoneyText,
    pending: MoneyText,
    suspense: MoneyText,
    house: MoneyText,
    inTransit: MoneyText,
    difference: MoneyText,
    wallets: z.number(),
  }),
);

const ReconciliationReport = named(
  'ReconciliationReport',
  z.object({
    reconciliationId: Id,
    statementId: z.string(),
    currency: CurrencyText,
    from: InstantText,
    to: InstantText,
    opening: MoneyText,
    closing: MoneyText,
    status: z.enum(['listing', 'listed', 'reconciled', 'balanced']),
    /** Whether the statement before closed with what this one opens with. */
    continuous: z.boolean(),
    counts: z.record(z.string(), z.number()),
    /** What the bank has booked beyond our books, by key. */
    openItems: listOf(z.object({ key: z.string(), amount: MoneyText })),
    /** bank = available + reserved + pending + suspense + house + inTransit + difference; null until summed up. */
    books: z.nullable(BooksShown),
    lines: listOf(JudgedLineShown),
    nextCursor: z.nullable(z.string()),
    version: Version,
  }),
);

const versionIn = (cursor: string | undefined): number => {
  if (cursor === undefined) return 1;
  if (/^[1-9]\d{0,8}$/.test(cursor)) return Number(cursor);
  throw new Problem(400, 'request.bad-cursor', 'Unknown cursor', 'Use nextCursor as it came.');
};

/** Verdicts from a version of the stream on, and where the next page begins. */
const pageFrom = async (stream: string, fromVersion: number) => {
  const lines: JudgedLine[] = [];
  for await (const commit of commitsOf(stream, { fromVersion })) {
    if (lines.length >= linesPerPage) return { lines, nextCursor: `${commit.version}` };
    for (const { type, data } of currentEvents(commit))
      if (type === 'StatementLinesJudged')
        lines.push(...(data as StatementLinesJudged['data']).lines);
  }
  return { lines, nextCursor: null };
};

/** One statement: what it says, what our books say to each line, and whether the whole adds up. */
export const handler = query({
  schema: z.strictObject({ id: z.uuid(), cursor: Cursor }),
  answer: ReconciliationReport,
  groups: ['operations', 'compliance', 'admin'],
  handle: async ({ parameters: { id, cursor } }) => {
    const stream = reconciliationStream(id);
    const { state, version } = await loadHead(reconciliationFolding, stream, true);
    if (state.reconciliationId === '')
      throw new Refusal('statement.unknown', 'There is no such reconciliation.');
    const { reconciliationId, statementId, currency, from, to, opening, closing } = state;
    const { status, continuous, counts, openItems, books } = state;
    return {
      reconciliationId,
      statementId,
      currency,
      from,
      to,
      opening,
      closing,
      status,
      continuous,
      counts,
      openItems,
      books,
      ...(await pageFrom(stream, versionIn(cursor))),
      version,
    };
  },
});
