import * as z from 'zod/mini';
import { userFolding } from '../../domain/accounts/folding.ts';
import { requireUser } from '../../domain/accounts/state.ts';
import { lineKinds } from '../../domain/statements/lines.ts';
import { Month } from '../../domain/statements/month.ts';
import {
  CurrencyText,
  GramsText,
  Id,
  InstantText,
  listOf,
  MoneyText,
  named,
  PriceText,
} from '../shared/http/answers.ts';
import { download } from '../shared/http/endpoint.ts';
import { openState } from '../shared/seal/sealing.ts';
import { loadHead } from '../shared/store/events-table.ts';
import { userStream, walletIdOf } from '../shared/wallet-ids.ts';
import { readStatement } from './read-statement.ts';
import { statementCsv } from './statement-csv.ts';
import { publicStatement } from './statement-json.ts';
import { statementPdf } from './statement-pdf.ts';

const StatementBalance = named(
  'StatementBalance',
  z.object({
    cash: MoneyText,
    available: MoneyText,
    reserved: MoneyText,
    pending: MoneyText,
    grams: GramsText,
    costBasis: MoneyText,
  }),
  { description: 'Cash is available and reserved money together; pending money is in no sum.' },
);

const Kind = z.enum(lineKinds);

const StatementLine = named(
  'StatementLine',
  z.object({
    at: InstantText,
    kind: Kind,
    transactionId: z.string(),
    reference: z.string(),
    amount: MoneyText,
    grams: GramsText,
    pricePerGram: z.optional(PriceText),
    fee: z.optional(MoneyText),
    realisedGain: z.optional(MoneyText),
    note: z.optional(z.string()),
    cashAfter: MoneyText,
    gramsAfter: GramsText,
  }),
);

const StatementTotals = named(
  'StatementTotals',
  z.object({
    byKind: listOf(
      z.object({ kind: Kind, count: z.number(), amount: MoneyText, grams: GramsText }),
    ),
    moneyIn: MoneyText,
    moneyOut: MoneyText,
    gramsIn: GramsText,
    gramsOut: GramsText,
    fees: MoneyText,
    realisedGain: MoneyText,
  }),
);

const Statement = named(
  'Statement',
  z.object({
    month: z.string(),
    from: InstantText,
    until: InstantText,
    complete: z.boolean(),
    walletId: Id,
    reference: z.string(),
    currency: CurrencyText,
    opening: StatementBalance,
    lines: listOf(StatementLine),
    totals: StatementTotals,
    closing: StatementBalance,
  }),
);

/** The account holder's name, opened for the one person whose it is. */
const holderOf = async (userId: string): Promise<string> => {
  const stream = userStream(userId);
  const { state } = await loadHead(userFolding, stream);
  requireUser(state);
  return (await openState('user', stream, state)).fullName;
};

/** The statement of one month of the customer's own wallet, out of its events. */
export const handler = download({
  schema: z.strictObject({
    month: Month,
    format: z._default(z.enum(['json', 'pdf', 'csv']), 'json'),
  }),
  answer: Statement,
  files: ['application/pdf', 'text/csv'],
  groups: ['customer'],
  handle: async ({ actor: { userId }, parameters: { month, format } }) => {
    const read = await readStatement(walletIdOf(userId), month, new Date().toISOString());
    const statement = publicStatement(read);
    const fileName = `assay-statement-${month}.${format}`;
    if (format === 'json') return { json: statement };
    if (format === 'csv')
      return {
        file: {
          contentType: 'text/csv; charset=utf-8; header=present',
          fileName,
          content: statementCsv(statement),
        },
      };
    const content = statementPdf(statement, await holderOf(userId));
    return { file: { contentType: 'application/pdf', fileName, content } };
  },
});
