import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseTyped } from '../../web/src/money/parse.ts';

const number = (text: string) => ({ kind: 'number', text });

describe('an amount of money', () => {
  it.each([
    ['250', '250'],
    ['99.50', '99.5'],
    ['99,50', '99.5'],
    ['1,000.50', '1000.5'],
    ['1.000,50', '1000.5'],
    ['1 000,50', '1000.5'],
    ['1 000.50', '1000.5'],
    ['1\u00a0000,50', '1000.5'],
    ['1\u202f234\u202f567,89', '1234567.89'],
    ['1’000.50', '1000.5'],
    ["1'000.50", '1000.5'],
    ['12.345.678,90', '12345678.9'],
    ['12,345,678', '12345678'],
    [' 1000 ', '1000'],
    ['\t1000\n', '1000'],
    ['€ 1,000.50', '1000.5'],
    ['1.000,50 €', '1000.5'],
    ['EUR 20', '20'],
    ['１２３', '123'],
    ['.5', '0.5'],
    [',5', '0.5'],
    ['5.', '5'],
    ['007', '7'],
    ['0', '0'],
    ['1.50', '1.5'],
    ['0.500', '0.5'],
    ['1234.500', '1234.5'],
  ])('%j is %s', (typed, text) => {
    expect(parseTyped(typed, 2)).toEqual(number(text));
  });

  it.each([
    ['1.000', ['1000', '1']],
    ['1,250', ['1250', '1.25']],
    ['100.000', ['100000', '100']],
  ])('%j may be two amounts, and is asked about', (typed, readings) => {
    expect(parseTyped(typed, 2)).toEqual({ kind: 'ambiguous', readings });
  });

  it('reads a mark that can only be one thing as that', () => {
    // A thousandth of a euro there is not.
    expect(parseTyped('1.234', 2)).toEqual(number('1234'));
    expect(parseTyped('1,234', 0)).toEqual(number('1234'));
  });
});

describe('what is no amount', () => {
  it.each([['', ' ', '\u00a0', '\n'].map((typed) => [typed])].flat())('%j is empty', (typed) => {
    expect(parseTyped(typed, 2)).toEqual({ kind: 'empty' });
  });

  it.each([
    '-5',
    '−5',
    '(5)',
    'abc',
    '1e3',
    '1.2.3',
    '1,00,000',
    '1.000.50',
    '1,000,50',
    '10 00',
    '1.000,000.5',
    '12,34.56',
    '1 000 00,5',
    '5%',
    '€',
    '.',
    ',.',
    '0x10',
    'Infinity',
    '1.001,555',
    '99999999999999999',
    '١٢٣x',
  ])('%j is wrong, and why is said', (typed) => {
    expect(parseTyped(typed, 2)).toEqual({ kind: 'wrong', why: expect.stringMatching(/.{10}/) });
  });
});

describe('whatever is typed', () => {
  it('reads what any locale prints, unless it is asked about', () => {
    const locales = ['de-DE', 'en-IE', 'fr-FR', 'de-CH', 'pl-PL', 'sv-SE', 'pt-PT'];
    fc.assert(
      fc.property(
        fc.bigInt({ min: 1n, max: 10n ** 12n }),
        fc.constantFrom(...locales),
        (cents, locale) => {
          const text = `${cents / 100n}.${`${cents % 100n}`.padStart(2, '0')}`;
          const printed = new Intl.NumberFormat(locale, { minimumFractionDigits: 2 }).format(
            text as Intl.StringNumericLiteral,
          );
          const trimmed = text.replace(/\.?0+$/, '');
          expect(parseTyped(printed, 2)).toEqual(number(trimmed));
        },
      ),
    );
  });

  it('never throws, and never answers with something that is no decimal', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(6), (typed, decimals) => {
        const read = parseTyped(typed, decimals);
        const texts =
          read.kind === 'number' ? [read.text] : read.kind === 'ambiguous' ? read.readings : [];
        for (const text of texts) expect(text).toMatch(/^(0|[1-9]\d*)(\.\d*[1-9])?$/);
      }),
    );
  });
});

describe('grams', () => {
  it.each([
    ['1.2345', number('1.2345')],
    ['1,5 g', number('1.5')],
    ['10 grams', number('10')],
    ['0.001', number('0.001')],
    ['1.250', { kind: 'ambiguous', readings: ['1250', '1.25'] }],
    ['1,234', { kind: 'ambiguous', readings: ['1234', '1.234'] }],
  ])('%j', (typed, read) => {
    expect(parseTyped(typed, 4)).toEqual(read);
  });

  it('goes no finer than what is traded', () => {
    expect(parseTyped('0.12345', 4)).toMatchObject({ kind: 'wrong' });
  });
});
