import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { correctionOf } from '../../web/src/qr/galois.ts';
import { qrModules } from '../../web/src/qr/symbol.ts';

const at = (rows: readonly (readonly boolean[])[], row: number, column: number): number =>
  Number(rows[row]?.[column]);

/** Where no data lies, told from the finished symbol's size alone (ISO/IEC 18004, 6.3). */
const isFrame = (size: number, centres: readonly number[], row: number, column: number) => {
  const corner =
    (row < 9 && column < 9) || (row < 9 && column >= size - 8) || (row >= size - 8 && column < 9);
  const version =
    size >= 45 && ((row < 6 && column >= size - 11) || (column < 6 && row >= size - 11));
  const near = centres.some((y) =>
    centres.some(
      (x) =>
        Math.abs(row - y) <= 2 &&
        Math.abs(column - x) <= 2 &&
        !(y === 6 && (x === 6 || x === size - 7)) &&
        !(y === size - 7 && x === 6),
    ),
  );
  return corner || version || near || row === 6 || column === 6;
};

const centresOf: Readonly<Record<number, readonly number[]>> = {
  21: [],
  25: [6, 18],
  29: [6, 22],
  33: [6, 26],
  37: [6, 30],
  41: [6, 34],
  45: [6, 22, 38],
  49: [6, 24, 42],
  53: [6, 26, 46],
  57: [6, 28, 50],
};
/** Blocks of each size of symbol at level M. */
const blocksOf: Readonly<Record<number, readonly number[]>> = {
  21: [16],
  25: [28],
  29: [44],
  33: [32, 32],
  37: [43, 43],
  41: [27, 27, 27, 27],
  45: [31, 31, 31, 31],
  49: [38, 38, 39, 39],
  53: [36, 36, 36, 37, 37],
  57: [43, 43, 43, 43, 44],
};

/** Reads a symbol as a scanner does, mask 0. */
const read = (rows: readonly (readonly boolean[])[]): string => {
  const size = rows.length;
  const centres = centresOf[size] ?? [];
  const bits: number[] = [];
  let upward = true;
  for (let right = size - 1; right > 0; right -= 2) {
    if (right === 6) right -= 1;
    for (let step = 0; step < size; step++) {
      const row = upward ? size - 1 - step : step;
      for (const column of [right, right - 1])
        if (!isFrame(size, centres, row, column))
          bits.push(at(rows, row, column) ^ Number((row + column) % 2 === 0));
    }
    upward = !upward;
  }
  const bytes = Array.from({ length: Math.floor(bits.length / 8) }, (_, index) =>
    Number.parseInt(bits.slice(index * 8, index * 8 + 8).join(''), 2),
  );
  const blocks = (blocksOf[size] ?? []).map((length) => ({ length, data: [] as number[] }));
  let next = 0;
  for (let index = 0; index < Math.max(...blocks.map(({ length }) => length)); index++)
    for (const { length, data } of blocks) if (index < length) data.push(bytes[next++] as number);
  const stream = blocks
    .flatMap(({ data }) => data)
    .map((byte) => byte.toString(2).padStart(8, '0'))
    .join('');
  expect(stream.slice(0, 4)).toBe('0100');
  const countBits = size < 57 ? 8 : 16;
  const count = Number.parseInt(stream.slice(4, 4 + countBits), 2);
  const text = Array.from({ length: count }, (_, index) =>
    Number.parseInt(stream.slice(4 + countBits + index * 8).slice(0, 8), 2),
  );
  return Buffer.from(text).toString('utf8');
};

describe('a QR code', () => {
  it('is read back as what was written, at any size', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 50 }), (text) => {
        fc.pre(Buffer.byteLength(text) <= 213);
        expect(read(qrModules(text))).toBe(text);
      }),
    );
    const uri = `otpauth://totp/Assay:ada@example.com?secret=${'A'.repeat(52)}&issuer=Assay`;
    expect(read(qrModules(uri))).toBe(uri);
  });

  it('protects the standard’s own example with the codewords that it prints', () => {
    // ISO/IEC 18004, annex I: "01234567" in a symbol of version 1-M.
    const data = [16, 32, 12, 86, 97, 128, 236, 17, 236, 17, 236, 17, 236, 17, 236, 17];
    expect(correctionOf(data, 10)).toEqual([165, 36, 212, 193, 237, 54, 199, 135, 44, 85]);
  });

  it('says in its format that it is level M with mask 0', () => {
    const rows = qrModules('x');
    const bits = [0, 1, 2, 3, 4, 5, 7, 8].map((row) => at(rows, row, 8)).reverse();
    // 101010000010010, the sequence that annex C prints for level M and mask 0.
    expect(bits.join('')).toBe('00010010');
  });

  it('refuses what does not fit', () => {
    expect(() => qrModules('x'.repeat(214))).toThrow(RangeError);
  });
});
