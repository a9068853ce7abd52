import { describe, expect, it } from 'vitest';
import { bill } from './bill.ts';
import { commands } from './commands.ts';
import { parts } from './parts.ts';
import { readRecord } from './record.ts';
import { ratiosOf, sideBySide } from './side-by-side/side-by-side.ts';

const record = readRecord();
const recorded = (part: string, table: string) => record[part]?.tables[table] ?? [];

/** What does not depend on the machine. */
const unitsOf = ({ store, length, wru, rru }: Readonly<Record<string, string | number>>) => ({
  store,
  length,
  wru,
  rru,
});

describe('the recorded benchmark', () => {
  it('has figures of every part', () => {
    expect(Object.keys(record).sort()).toEqual(Object.keys(parts).sort());
  });

  it('says what commands still cost in request units', async () => {
    const rows = await commands([1, 200]);
    expect(rows).toEqual(
      recorded('commands', 'commands').filter(({ length }) => Number(length) <= 200),
    );
  });

  it('says what a deposit, a purchase and a sale still cost', async () => {
    expect(await bill()).toEqual(recorded('bill', 'bill'));
  });

  it('says what the other stores still cost beside this one', async () => {
    const measures = await sideBySide([1]);
    const atLengthOne = ({ length }: { length?: string | number }) => length === 1;
    expect(measures.map(unitsOf as never)).toEqual(
      recorded('side-by-side', 'measures').filter(atLengthOne).map(unitsOf),
    );
    expect(ratiosOf(measures).map(unitsOf as never)).toEqual(
      recorded('side-by-side', 'ratios').filter(atLengthOne).map(unitsOf),
    );
  });
});
