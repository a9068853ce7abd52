import { describe, expect, it } from 'vitest';
import { compared, flattened } from '../../web/src/office/flatten.ts';
import { partInPercent, sumOfGrams } from '../../web/src/office/grams.ts';
import { duration, idIn, shortId } from '../../web/src/office/words.ts';

describe('a state, compared with the one before', () => {
  it('is one line for each value, wherever it stands', () => {
    expect(
      flattened({ cash: '1.00', deposits: { a: { status: 'pending' } }, frozenBy: [] }),
    ).toEqual([
      ['cash', '1.00'],
      ['deposits.a.status', 'pending'],
      ['frozenBy', '[]'],
    ]);
    expect(flattened({ nothing: null, count: 3, list: ['x'] })).toEqual([
      ['nothing', 'null'],
      ['count', '3'],
      ['list.0', 'x'],
    ]);
  });

  it('says what is new, what changed and what is gone', () => {
    const lines = compared(
      { cash: '1.00', open: 'yes', same: '' },
      { cash: '2.00', same: '', gold: '3' },
    );
    expect(lines.map(({ path, change, before }) => [path, change, before])).toEqual([
      ['cash', 'changed', '1.00'],
      ['same', 'none', ''],
      ['gold', 'new', undefined],
      ['open', 'gone', 'yes'],
    ]);
  });

  it('is all new at the first moment, and nothing before it', () => {
    expect(compared(null, { cash: '0.00' }).map(({ change }) => change)).toEqual(['new']);
    expect(compared(null, null)).toEqual([]);
  });
});

describe('weights', () => {
  it('are added to the microgram', () => {
    expect(sumOfGrams(['0.000001', '12440.146580', '0.999999'])).toBe('12441.146580');
    expect(sumOfGrams([])).toBe('0.000000');
  });

  it('are shown as a part of the whole, also of nothing', () => {
    expect(partInPercent('1.000000', '3.000000')).toBe(33.33);
    expect(partInPercent('0.000000', '0.000000')).toBe(0);
  });
});

describe('what people paste', () => {
  const id = '01a20ddb-5142-7774-93e8-23fb1f5b080b';
  it.each([
    id,
    `  ${id} `,
    `wallet-${id}`,
    id.toUpperCase(),
    `http://localhost/office/customers/${id}`,
  ])('has its id found in %j', (typed) => expect(idIn(typed)).toBe(id));
  it.each(['', 'mary@assay.test', '1234', 'ASSAY-REF-7'])('has none in %j', (typed) =>
    expect(idIn(typed)).toBeUndefined(),
  );
  it('is shortened by what tells ids apart', () => {
    expect(shortId(id)).toBe('…1f5b080b');
    expect(shortId('policy')).toBe('policy');
  });
});

it.each([
  [0, '0 ms'],
  [999, '999 ms'],
  [2_350, '2.4 s'],
  [600_000, '10 min'],
  [86_400_000, '24 h'],
])('a lag of %d ms reads %j', (ms, text) => expect(duration(ms)).toBe(text));
