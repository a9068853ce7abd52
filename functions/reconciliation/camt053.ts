import * as z from 'zod/mini';
import {
  requireTotal,
  type Statement,
  type StatementLine,
} from '../../domain/reconciliation/statement.ts';
import { isCurrency } from '../../domain/shared/currencies.ts';
import { Refusal } from '../../domain/shared/refusal.ts';
import { formatDay, parseDay } from '../../domain/shared/time.ts';
import { Camt053, type StatementElement } from './camt053-schema.ts';
import { linesOf } from './entry-lines.ts';
import { instantOf, signedAmount } from './values.ts';
import { malformed, readXml } from './xml.ts';

const statementsMax = 100;
const linesMax = 10_000;

const namespace =
  /<(?:[\w.-]+:)?Document\b[^>]*?\bxmlns(?::[\w.-]+)?\s*=\s*["']urn:iso:std:iso:20022:tech:xsd:camt\.053\.001\.(\d\d)["']/;
const versions = { min: 2, max: 8 };

const requireVersion = (text: string): void => {
  const version = Number(namespace.exec(text.slice(0, 4_000))?.[1] ?? 0);
  if (version < versions.min || version > versions.max)
    throw malformed('The document is no camt.053 of a version from 001.02 to 001.08.');
};

/** The booked balance of the first of `codes` that is there. */
const balanceOf = ({ Bal }: StatementElement, currency: string, ...codes: readonly string[]) => {
  for (const code of codes) {
    const found = Bal.find(({ Tp }) => Tp.CdOrPrtry.Cd === code);
    if (found === undefined) continue;
    const { Amt, CdtDbtInd, Dt } = found;
    return {
      code,
      amount: signedAmount(Amt, CdtDbtInd, currency),
      day: instantOf(Dt).slice(0, 10),
    };
  }
  throw malformed('The statement lacks a balance.', { balance: codes[0] ?? '' });
};

/** The day after a date, as a date. */
const dayAfter = (day: string): string => formatDay((parseDay(day) ?? 0) + 1);

const periodOf = (
  { FrToDt }: StatementElement,
  opening: { readonly code: string; readonly day: string },
  closing: { readonly day: string },
) => {
  const { FrDtTm, ToDtTm } = FrToDt ?? {};
  // The balance that the day before closed with bears the date of that day.
  const firstDay = opening.code === 'PRCD' ? dayAfter(opening.day) : opening.day;
  return {
    from: FrDtTm === undefined ? `${firstDay}T00:00:00.000Z` : instantOf({ DtTm: FrDtTm }),
    to: ToDtTm === undefined ? `${closing.day}T23:59:59.999Z` : instantOf({ DtTm: ToDtTm }),
  };
};

const statementOf = (element: StatementElement): Statement => {
  const [firstBalance] = element.Bal;
  const currency = element.Acct.Ccy ?? firstBalance?.Amt['@_Ccy'] ?? '';
  const iban = element.Acct.Id.IBAN;
  if (iban === undefined || !isCurrency(currency))
    throw malformed('The statement names no account with an IBAN and a currency.');
  // A bank that leaves out the opening balance gives the one that the day before closed with.
  const opening = balanceOf(element, currency, 'OPBD', 'PRCD');
  const closing = balanceOf(element, currency, 'CLBD');
  const statement = {
    statementId: element.Id,
    iban: iban.replaceAll(' ', ''),
    currency,
    ...periodOf(element, opening, closing),
    opening: opening.amount,
    closing: closing.amount,
    lines: (element.Ntry ?? []).flatMap((entry): readonly StatementLine[] =>
      linesOf(entry, currency),
    ),
  };
  if (statement.from > statement.to) throw malformed('The statement ends before it begins.');
  requireTotal(statement);
  return statement;
};

/**
 * The statements of a camt.053 document. Throws Refusals with codes of their own for what is no such document
 * (`statement.malformed`, `statement.too-large`, `statement.forbidden-entity`) and for one whose sums or currencies do not
 * agree (`statement.wrong-total`).
 */
export const readStatements = (text: string): readonly Statement[] => {
  const tree = readXml(text);
  requireVersion(text);
  const result = z.safeParse(Camt053, tree);
  if (!result.success)
    throw malformed('The document is not a bank statement as camt.053 has it.', {
      path: (result.error.issues[0]?.path ?? []).join('.').slice(0, 200),
    });
  const statements = result.data.Document.BkToCstmrStmt.Stmt;
  if (statements.length > statementsMax)
    throw new Refusal('statement.too-large', `A document may hold ${statementsMax} statements.`);
  const read = statements.map(statementOf);
  if (read.reduce((count, { lines }) => count + lines.length, 0) > linesMax)
    throw new Refusal('statement.too-large', `A document may hold ${linesMax} payments.`);
  return read;
};
