import { inflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { widthOf } from '../../../functions/statements/pdf/fonts.ts';
import { winAnsi } from '../../../functions/statements/pdf/win-ansi.ts';
import { statementCsv } from '../../../functions/statements/statement-csv.ts';
import type { PublicStatement } from '../../../functions/statements/statement-json.ts';
import { statementPdf } from '../../../functions/statements/statement-pdf.ts';

type Line = PublicStatement['lines'][number];

const balance = (cash: string, grams: string) => ({
  cash,
  available: cash,
  reserved: '0.00',
  pending: '0.00',
  grams,
  costBasis: '0.00',
});

const line: Line = {
  at: '2026-11-23T10:00:00.000Z',
  kind: 'purchase',
  transactionId: 't',
  reference: 'CN-1',
  amount: '-1234.50',
  grams: '10.000000',
  pricePerGram: '123.450000',
  fee: '0.00',
  cashAfter: '8765.50',
  gramsAfter: '10.000000',
};

const statementOf = (lines: readonly Line[]): PublicStatement => ({
  month: '2026-11',
  from: '2026-11-01T00:00:00.000Z',
  until: '2026-11-24T10:00:00.000Z',
  complete: false,
  walletId: 'w',
  reference: 'RF18',
  currency: 'EUR',
  opening: balance('10000.00', '0.000000'),
  closing: balance('8765.50', '10.000000'),
  lines: [...lines],
  totals: {
    byKind: [],
    moneyIn: '0.00',
    moneyOut: '1234.50',
    gramsIn: '10.000000',
    gramsOut: '0.000000',
    fees: '0.00',
    realisedGain: '0.00',
  },
});

const decoder = new TextDecoder('windows-1252');
const shown = (text: string) => decoder.decode(winAnsi(text));

describe('text in a PDF', () => {
  it.each([
    ['Zoë Ångström', 'Zoë Ångström'],
    ['€ “quoted” – O’Brien', '€ “quoted” – O’Brien'],
    ['Łukasz Żółć', 'Lukasz Zólc'],
    ['Đorđević', 'Dordevic'],
    // An accent of its own behind the letter is the same name.
    ['Zoe\u0308', 'Zoë'],
    ['Щукин Юрий', 'Shchukin Iurii'],
    ['Στέλιος Θεοδωράκης', 'Stelios Theodorakis'],
    ['İstanbul ışık', 'Istanbul isik'],
    ['李', '?'],
    ['a\nb\tc', 'a b c'],
  ])('%s is shown as %s', (name, latin) => expect(shown(name)).toBe(latin));

  it('never fails, and never holds what the encoding does not have', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const encoded = winAnsi(text);
        expect(encoded.every((byte) => byte >= 32 && byte !== 0x7f)).toBe(true);
        expect(Number.isFinite(widthOf(encoded, 'bold', 10))).toBe(true);
      }),
    ));

  it('has the widths of Helvetica', () => {
    // Adobe's AFM: digits are 556, "A" 667 (bold 722), "é" as wide as "e".
    expect(widthOf(winAnsi('0123456789'), 'regular', 1_000)).toBe(5_560);
    expect(widthOf(winAnsi('A'), 'regular', 1_000)).toBe(667);
    expect(widthOf(winAnsi('A'), 'bold', 1_000)).toBe(722);
    expect(widthOf(winAnsi('é'), 'regular', 1_000)).toBe(widthOf(winAnsi('e'), 'regular', 1_000));
  });
});

/** What a reader does first: the table of offsets, and the object at each. */
const objectsOf = (pdf: Buffer): string[] => {
  const text = pdf.toString('latin1');
  const table = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(text)?.[1]);
  const rows = text.slice(table).match(/^\d{10} 00000 n $/gm) ?? [];
  return rows.map((row, index) => {
    const object = text.slice(Number(row.slice(0, 10)));
    expect(object.startsWith(`${index + 1} 0 obj\n`)).toBe(true);
    return object.slice(0, object.indexOf('\nendobj'));
  });
};

const textsOf = (pdf: Buffer): string[] =>
  objectsOf(pdf)
    .filter((object) => object.includes('/FlateDecode'))
    .map((object) => {
      const length = Number(/\/Length (\d+)/.exec(object)?.[1]);
      const start = object.indexOf('stream\n') + 'stream\n'.length;
      const content = inflateSync(Buffer.from(object.slice(start, start + length), 'latin1'));
      return [...content.toString('latin1').matchAll(/<([0-9a-f]*)> Tj/g)]
        .map(([, hex = '']) => decoder.decode(Buffer.from(hex, 'hex')))
        .join('\n');
    });

describe('a statement as PDF', () => {
  it('says whose it is, every figure of a line, and that it is not final', () => {
    const [page = ''] = textsOf(Buffer.from(statementPdf(statementOf([line]), 'Łukasz Nowak')));
    for (const part of [
      'Lukasz Nowak',
      'Statement 2026-11',
      'Month in progress: until 2026-11-24 10:00, not final',
      'Opening balance',
      '10,000.00',
      'Purchase of gold',
      'CN-1',
      '-1,234.50',
      '123.450000',
      '8,765.50',
      'Closing balance',
      'Page 1 of 1',
    ])
      expect(page.split('\n')).toContain(part);
  });

  it('goes on over as many pages as it takes, each with its head and number', () => {
    const many = Array.from({ length: 200 }, (_, index) => ({ ...line, reference: `CN-${index}` }));
    const pages = textsOf(Buffer.from(statementPdf(statementOf(many), 'Ada')));
    expect(pages.length).toBe(7);
    for (const [index, page] of pages.entries())
      expect(page.split('\n')).toContain(`Page ${index + 1} of ${pages.length}`);
    const all = pages.join('\n').split('\n');
    for (const { reference } of many)
      expect(all.filter((text) => text === reference)).toHaveLength(1);
  });

  it('shortens what is too long for its column', () => {
    const [page = ''] = textsOf(
      Buffer.from(statementPdf(statementOf([{ ...line, reference: 'x'.repeat(500) }]), 'Ada')),
    );
    expect(page).toMatch(/x{20,120}…/);
    expect(page).not.toMatch(/x{121}/);
  });
});

describe('a statement as CSV', () => {
  const rowsOf = (lines: readonly Line[]) => statementCsv(statementOf(lines)).split('\r\n');

  it('has a header, the opening, a row for each line and the closing', () =>
    expect(rowsOf([line])).toEqual([
      'at,kind,transactionId,reference,note,amount,currency,grams,pricePerGram,fee,realisedGain,cashAfter,gramsAfter',
      '2026-11-01T00:00:00.000Z,opening,,,,,EUR,,,,,10000.00,0.000000',
      '2026-11-23T10:00:00.000Z,purchase,t,CN-1,,-1234.50,EUR,10.000000,123.450000,0.00,,8765.50,10.000000',
      '2026-11-24T10:00:00.000Z,closing,,,,,EUR,,,,,8765.50,10.000000',
      '',
    ]));

  it.each([
    ['=HYPERLINK("x")', `"'=HYPERLINK(""x"")"`],
    ['+1+1', "'+1+1"],
    ['-1+1', "'-1+1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\tx', "'\tx"],
    ['a,b', '"a,b"'],
    ['a\r\nb', '"a\r\nb"'],
    ['-80.00', '-80.00'],
  ])('%j becomes %j', (note, cell) =>
    expect(statementCsv(statementOf([{ ...line, note }]))).toContain(`,CN-1,${cell},-1234.50,`),
  );
});
