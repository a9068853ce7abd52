import { createPaper, type Paper, rightEdge, sheet } from './pdf/paper.ts';
import { type Page, pdfOf, type TextOptions } from './pdf/pdf.ts';
import type { PublicStatement } from './statement-json.ts';

const text = { small: 7, normal: 8.5, large: 11, title: 18 } as const;
const lineHeight = 22;
const muted = 0.4;
const noGold = '0.000000';

const kinds: Readonly<Record<string, string>> = {
  deposit: 'Deposit',
  purchase: 'Purchase of gold',
  pool: 'Pooled purchase of gold',
  sale: 'Sale of gold',
  withdrawal: 'Withdrawal',
  'withdrawal-return': 'Withdrawal returned by the bank',
  adjustment: 'Adjustment',
};

/** Right ends of the columns of figures. */
const columns = { price: 304, grams: 368, amount: 430, cash: 490, gold: rightEdge } as const;
const kindX = 106;

/** "-12,345.60": whole thousands parted by commas. */
const grouped = (decimal: string): string => {
  const [whole = '', fraction] = decimal.split('.');
  const parted = whole.replaceAll(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? parted : `${parted}.${fraction}`;
};

const minuteOf = (instant: string): string => `${instant.slice(0, 10)} ${instant.slice(11, 16)}`;

const heads: readonly (readonly [string, Omit<TextOptions, 'y' | 'size'>])[] = [
  ['Date (UTC)', { x: sheet.margin }],
  ['Transaction', { x: kindX }],
  ['Price per gram', { x: columns.price, align: 'right' }],
  ['Gold (g)', { x: columns.grams, align: 'right' }],
  ['Amount', { x: columns.amount, align: 'right' }],
  ['Cash balance', { x: columns.cash, align: 'right' }],
  ['Gold balance (g)', { x: columns.gold, align: 'right' }],
];

/** The head of the table at the top of a page; returns where the table goes on. */
const tableHead = (page: Page, y: number): number => {
  page.fill(sheet.margin, y - 16, rightEdge - sheet.margin, 16, 0.93);
  for (const [name, place] of heads)
    page.text(name, { ...place, y: y - 11, size: text.small, font: 'bold' });
  return y - 16;
};

const figure = (page: Page, content: string, x: number, y: number, font?: 'bold'): void =>
  page.text(grouped(content), {
    x,
    y,
    size: text.normal,
    align: 'right',
    ...(font === undefined ? {} : { font }),
  });

const balanceRow = (
  paper: Paper,
  name: string,
  at: string,
  { cash, grams }: PublicStatement['opening'],
): void => {
  const { page, y } = paper.take(lineHeight);
  const middle = y + 8;
  page.text(minuteOf(at), { x: sheet.margin, y: middle, size: text.small });
  page.text(name, { x: kindX, y: middle, size: text.normal, font: 'bold' });
  figure(page, cash, columns.cash, middle, 'bold');
  figure(page, grams, columns.gold, middle, 'bold');
  page.rule(sheet.margin, y, rightEdge - sheet.margin);
};

const lineRow = (paper: Paper, line: PublicStatement['lines'][number]): void => {
  const { page, y } = paper.take(lineHeight);
  const upper = y + 12;
  const widthMax = columns.price - kindX - 58;
  page.text(minuteOf(line.at), { x: sheet.margin, y: upper, size: text.small });
  page.text(kinds[line.kind] ?? line.kind, { x: kindX, y: upper, size: text.normal, widthMax });
  page.text(line.note === undefined ? line.reference : `${line.note} (${line.reference})`, {
    x: kindX,
    y: y + 4,
    size: text.small,
    grey: muted,
    widthMax: columns.amount - kindX - 40,
  });
  if (line.pricePerGram !== undefined) figure(page, line.pricePerGram, columns.price, upper);
  if (line.grams !== noGold) figure(page, line.grams, columns.grams, upper);
  figure(page, line.amount, columns.amount, upper);
  figure(page, line.cashAfter, columns.cash, upper);
  figure(page, line.gramsAfter, columns.gold, upper);
  page.rule(sheet.margin, y, rightEdge - sheet.margin, 0.88);
};

interface Sum {
  readonly name: string;
  readonly money?: string;
  readonly grams?: string;
}

const sumsOf = ({ totals, closing }: PublicStatement): readonly Sum[] => [
  ...totals.byKind.map(({ kind, count, amount, grams }) => ({
    name: `${kinds[kind] ?? kind} (${count})`,
    money: amount,
    ...(grams === noGold ? {} : { grams }),
  })),
  { name: 'In', money: totals.moneyIn, grams: totals.gramsIn },
  { name: 'Out', money: totals.moneyOut, grams: totals.gramsOut },
  { name: 'Fees, within the amounts', money: totals.fees },
  { name: 'Gain realised by sales', money: totals.realisedGain },
  { name: 'Held at the end', money: closing.cash, grams: closing.grams },
  { name: '  of it available', money: closing.available },
  { name: '  of it reserved for orders and withdrawals', money: closing.reserved },
  { name: 'Cost of the gold held', money: closing.costBasis },
  { name: 'Deposits not confirmed yet, in no balance', money: closing.pending },
];

/** What the lines come to, kept together on one page. */
const sums = (paper: Paper, statement: PublicStatement): void => {
  const rowHeight = 14;
  const all = sumsOf(statement);
  paper.headWith(() => sheet.height - sheet.margin);
  const { page, y } = paper.take(44 + rowHeight * all.length);
  let at = y + rowHeight * all.length;
  page.text('Totals', { x: sheet.margin, y: at + 8, size: text.large, font: 'bold' });
  const heading = { y: at + 8, size: text.small, align: 'right', font: 'bold' } as const;
  page.text(statement.currency, { ...heading, x: columns.grams });
  page.text('Gold (g)', { ...heading, x: columns.cash });
  for (const { name, money, grams } of all) {
    page.rule(sheet.margin, at, columns.cash - sheet.margin, 0.88);
    at -= rowHeight;
    page.text(name, { x: sheet.margin, y: at + 4, size: text.normal });
    if (money !== undefined) figure(page, money, columns.grams, at + 4);
    if (grams !== undefined) figure(page, grams, columns.cash, at + 4);
  }
};

/** The first page's head: whose, of what, how much. Returns where the table begins. */
const letterHead = (page: Page, statement: PublicStatement, holder: string): number => {
  const { month, until, complete, walletId, reference, currency } = statement;
  const top = sheet.height - sheet.margin;
  page.text('Assay', { x: sheet.margin, y: top - 14, size: text.title, font: 'bold' });
  page.text(`Statement ${month}`, {
    x: rightEdge,
    y: top - 14,
    size: text.title,
    font: 'bold',
    align: 'right',
  });
  page.rule(sheet.margin, top - 24, rightEdge - sheet.margin, 0);
  page.text(holder, {
    x: sheet.margin,
    y: top - 44,
    size: text.large,
    font: 'bold',
    widthMax: 300,
  });
  const about = [
    `Wallet ${walletId}`,
    `Payment reference ${reference}`,
    `All amounts in ${currency}, gold in grams of fine gold, times in UTC`,
  ];
  for (const [index, line] of about.entries())
    page.text(line, { x: sheet.margin, y: top - 59 - 12 * index, size: text.normal, grey: muted });
  const standing = complete
    ? `${month}-01 to ${until.slice(0, 10)}`
    : `Month in progress: until ${minuteOf(until)}, not final`;
  page.text(standing, {
    x: rightEdge,
    y: top - 44,
    size: text.normal,
    font: complete ? 'regular' : 'bold',
    align: 'right',
  });
  return top - 104;
};

const footers = (pages: readonly Page[], { month, walletId }: PublicStatement): void => {
  for (const [index, page] of pages.entries()) {
    page.rule(sheet.margin, sheet.footer, rightEdge - sheet.margin);
    const place = { y: sheet.footer - 12, size: text.small, grey: muted };
    page.text(`Assay statement ${month}, wallet ${walletId}`, { ...place, x: sheet.margin });
    page.text(`Page ${index + 1} of ${pages.length}`, { ...place, x: rightEdge, align: 'right' });
  }
};

/** A statement as a document to print: the table on as many pages as it takes, the totals behind it. */
export const statementPdf = (statement: PublicStatement, holder: string): Uint8Array => {
  const paper = createPaper();
  paper.headWith((page, first) =>
    tableHead(page, first ? letterHead(page, statement, holder) : sheet.height - sheet.margin),
  );
  balanceRow(paper, 'Opening balance', statement.from, statement.opening);
  for (const line of statement.lines) lineRow(paper, line);
  balanceRow(paper, 'Closing balance', statement.until, statement.closing);
  sums(paper, statement);
  footers(paper.pages, statement);
  return pdfOf({
    title: `Assay statement ${statement.month}`,
    width: sheet.width,
    height: sheet.height,
    pages: paper.pages,
    createdAt: statement.until,
  });
};
