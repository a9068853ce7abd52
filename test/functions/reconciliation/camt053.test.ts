import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Refusal } from '../../../domain/shared/refusal.ts';
import { readStatements } from '../../../functions/reconciliation/camt053.ts';
import { statementXml } from './statement-xml.ts';

const fixture = (name: string): string =>
  readFileSync(new URL(`./fixtures/${name}.xml`, import.meta.url), 'utf8');
const codeOf = (text: string): string => {
  try {
    readStatements(text);
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
  return 'read';
};

describe('a statement as banks write it', () => {
  it('001.02: party names in place, amounts in details, status as text, days without times', () => {
    expect(readStatements(fixture('version-02'))).toEqual([
      {
        statementId: 'STMT-02',
        iban: 'IE29AIBK93115212345678',
        currency: 'EUR',
        from: '2026-11-23T00:00:00.000Z',
        to: '2026-11-23T23:59:59.999Z',
        opening: 100_000n,
        closing: 104_450n,
        lines: [
          {
            reference: '2026112312345600',
            endToEndId: '',
            amount: 5_450n,
            bookedAt: '2026-11-23T00:00:00.000Z',
            reversal: false,
            party: {
              name: 'Müller & Söhne',
              iban: 'DE89370400440532013000',
              remittance: 'RF18 5390 0754 7034 thank you',
            },
          },
          {
            reference: '2026112312345601',
            endToEndId: '',
            amount: -1_000n,
            bookedAt: '2026-11-23T00:00:00.000Z',
            reversal: false,
            party: { name: '', iban: '', remittance: '' },
          },
        ],
      },
    ]);
  });

  it('001.04: a prefix, an overdrawn account, zones, a batch in both directions, a reversal', () => {
    const [statement] = readStatements(fixture('version-04-batch'));
    expect(statement).toMatchObject({
      from: '2026-11-22T23:00:00.000Z',
      to: '2026-11-23T22:59:59.000Z',
      opening: -500n,
      closing: 5_400n,
    });
    expect(
      statement?.lines.map(({ reference, amount, bookedAt, reversal }) => [
        reference,
        amount,
        bookedAt,
        reversal,
      ]),
    ).toEqual([
      ['TX-A', 1_000n, '2026-11-23T09:30:00.000Z', false],
      ['TX-B', 5_500n, '2026-11-23T09:30:00.000Z', false],
      ['BATCH-1/3', -500n, '2026-11-23T09:30:00.000Z', false],
      ['2', -100n, '2026-11-23T07:31:00.000Z', true],
    ]);
    expect(statement?.lines[0]?.party.remittance).toBe('RF18539007547034');
  });
});

describe('a statement as banks write it today', () => {
  it('001.08: parties one deeper, an id of ours, several statements and currencies in one', () => {
    const [euros, yen] = readStatements(fixture('version-08'));
    expect(euros?.lines).toMatchObject([
      {
        reference: 'trf_1',
        endToEndId: '0199d1a0-0c5e-7b1e-9a57-6f0c2b8d4e11',
        amount: -10_000n,
        party: { name: 'Ada Lovelace', iban: 'DE89370400440532013000' },
      },
    ]);
    expect(yen).toMatchObject({ currency: 'JPY', closing: 1_000n, lines: [{ amount: 1_000n }] });
  });

  it.each(['02', '03', '04', '05', '06', '07', '08'])('of version 001.%s is read', (version) => {
    expect(codeOf(statementXml({}).replace('001.08', `001.${version}`))).toBe('read');
  });
});

const bomb = Array.from(
  { length: 9 },
  (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`,
).join('');
const good = statementXml({ amounts: [1_000n, -300n] });
const change = (from: string, to: string) => {
  expect(good).toContain(from);
  return good.replace(from, to);
};

describe('a document that is refused', () => {
  it.each([
    ['no XML', 'hello', 'statement.malformed'],
    ['nothing', '', 'statement.malformed'],
    ['a tag left open', good.replace('</Stmt>', ''), 'statement.malformed'],
    ['JSON', '{"a":1}', 'statement.malformed'],
    ['another document', '<a><b/></a>', 'statement.malformed'],
    ['a version of the future', change('001.08', '001.14'), 'statement.malformed'],
    ['another kind of report', change('camt.053', 'camt.052'), 'statement.malformed'],
    ['another encoding', change('encoding="UTF-8"', 'encoding="UTF-16"'), 'statement.malformed'],
    ['no statement', change('Stmt>', 'Rpt>'), 'statement.malformed'],
    ['an amount in words', change('>10.00<', '>ten<'), 'statement.malformed'],
    ['an amount with an exponent', change('>10.00<', '>1e1<'), 'statement.malformed'],
    ['a negative amount', change('>10.00<', '>-10.00<'), 'statement.malformed'],
    ['fractions of a cent', change('>10.00<', '>10.001<'), 'statement.malformed'],
    ['no closing balance', change('CLBD', 'XXXX'), 'statement.malformed'],
    ['a direction that is none', change('CRDT', 'IN'), 'statement.malformed'],
    ['a date that is none', change('2026-11-23T10:00:00.000Z', 'today'), 'statement.malformed'],
    ['ten thousand levels', `<a>`.repeat(10_000), 'statement.malformed'],
    [
      'a prototype',
      change('<Stmt>', '<Stmt><__proto__><a>1</a></__proto__>'),
      'statement.malformed',
    ],
    ['a wrong total', change('>10.00<', '>10.01<'), 'statement.wrong-total'],
    [
      'another currency in an entry',
      change('Ccy="EUR">10.00', 'Ccy="USD">10.00'),
      'statement.wrong-total',
    ],
    ['more than 5 MB', `${good}${' '.repeat(5 * 1024 * 1024)}`, 'statement.too-large'],
    [
      'an external entity',
      `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>${good.slice(38)}`,
      'statement.forbidden-entity',
    ],
    [
      'a billion laughs',
      `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY l0 "ha">${bomb}]><a>&l9;</a>`,
      'statement.forbidden-entity',
    ],
    ['an undeclared entity', change('>reference-0<', '>&x;<'), 'statement.forbidden-entity'],
    ['a doctype in small letters', `<!doctype a>${good}`, 'statement.forbidden-entity'],
  ])('%s: %#', (_name, text, code) => {
    expect(codeOf(text)).toBe(code);
  });

  it('a batch whose payments do not make its amount', () => {
    const text = fixture('version-04-batch').replace('>55.00<', '>55.01<');
    expect(codeOf(text)).toBe('statement.wrong-total');
    expect(codeOf(fixture('version-04-batch').replace('Ccy="EUR">55', 'Ccy="CHF">55'))).toBe(
      'statement.wrong-total',
    );
  });

  it('a document of too many statements', () => {
    const [, one = ''] = /(<Stmt>.*<\/Stmt>)/s.exec(good) ?? [];
    expect(codeOf(good.replace(one, one.repeat(101)))).toBe('statement.too-large');
  });
});

describe('totals', () => {
  const cents = fc.bigInt({ min: -10_000_000_000n, max: 10_000_000_000n });

  it('hold for every statement that adds up, to the cent, and for none that is a cent off', () => {
    fc.assert(
      fc.property(
        cents,
        fc.array(
          cents.filter((amount) => amount !== 0n),
          { maxLength: 8 },
        ),
        fc.constantFrom(1n, -1n),
        (opening, amounts, off) => {
          const closing = amounts.reduce((sum, amount) => sum + amount, opening);
          const [read] = readStatements(statementXml({ opening, amounts, closing }));
          expect(read).toMatchObject({ opening, closing });
          expect(read?.lines.map(({ amount }) => amount)).toEqual(amounts);
          expect(codeOf(statementXml({ opening, amounts, closing: closing + off }))).toBe(
            'statement.wrong-total',
          );
        },
      ),
    );
  });
});
