import type { PublicStatement } from './statement-json.ts';

const columns = [
  'at',
  'kind',
  'transactionId',
  'reference',
  'note',
  'amount',
  'currency',
  'grams',
  'pricePerGram',
  'fee',
  'realisedGain',
  'cashAfter',
  'gramsAfter',
] as const;
type Cells = Readonly<Partial<Record<(typeof columns)[number], string>>>;

const isNumber = /^-?\d+(\.\d+)?$/;
/** What a spreadsheet takes for the beginning of a formula (OWASP, "CSV Injection"). */
const startsFormula = /^[=+\-@\t\r\n]/;

/** A cell that no spreadsheet computes, quoted where it must be (RFC 4180, section 2). */
const cell = (text: string): string => {
  const harmless = !isNumber.test(text) && startsFormula.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
};

const rowOf = (cells: Cells): string => columns.map((name) => cell(cells[name] ?? '')).join(',');

/** A statement as RFC 4180 has it: a header, the opening, a row for each line, the closing. */
export const statementCsv = (statement: PublicStatement): string => {
  const { currency, opening, closing, from, until, lines } = statement;
  return [
    columns.join(','),
    rowOf({
      at: from,
      kind: 'opening',
      currency,
      cashAfter: opening.cash,
      gramsAfter: opening.grams,
    }),
    ...lines.map((line) => rowOf({ ...line, currency })),
    rowOf({
      at: until,
      kind: 'closing',
      currency,
      cashAfter: closing.cash,
      gramsAfter: closing.grams,
    }),
    '',
  ].join('\r\n');
};
