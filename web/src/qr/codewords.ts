import { correctionOf } from './galois.ts';

/** A version of the symbol at correction level M (ISO/IEC 18004, tables 9 and E.1). */
interface Version {
  readonly version: number;
  readonly correction: number;
  /** Data codewords of each block. */
  readonly blocks: readonly number[];
  readonly alignment: readonly number[];
}

const same = (count: number, size: number) => Array.from({ length: count }, () => size);

const versions: readonly Version[] = [
  { version: 1, correction: 10, blocks: [16], alignment: [] },
  { version: 2, correction: 16, blocks: [28], alignment: [6, 18] },
  { version: 3, correction: 26, blocks: [44], alignment: [6, 22] },
  { version: 4, correction: 18, blocks: same(2, 32), alignment: [6, 26] },
  { version: 5, correction: 24, blocks: same(2, 43), alignment: [6, 30] },
  { version: 6, correction: 16, blocks: same(4, 27), alignment: [6, 34] },
  { version: 7, correction: 18, blocks: same(4, 31), alignment: [6, 22, 38] },
  { version: 8, correction: 22, blocks: [38, 38, 39, 39], alignment: [6, 24, 42] },
  { version: 9, correction: 22, blocks: [36, 36, 36, 37, 37], alignment: [6, 26, 46] },
  { version: 10, correction: 26, blocks: [43, 43, 43, 43, 44], alignment: [6, 28, 50] },
];

const capacityOf = ({ blocks }: Version): number => blocks.reduce((sum, size) => sum + size, 0);
const countBitsOf = ({ version }: Version): number => (version < 10 ? 8 : 16);

/** Byte mode: its mark, the count, the bytes, and padding to the end. */
const dataOf = (bytes: Uint8Array, version: Version): readonly number[] => {
  const bits: number[] = [];
  const append = (value: number, length: number) => {
    for (let at = length - 1; at >= 0; at--) bits.push((value >>> at) & 1);
  };
  append(0b0100, 4);
  append(bytes.length, countBitsOf(version));
  for (const byte of bytes) append(byte, 8);
  const capacityBits = capacityOf(version) * 8;
  append(0, Math.min(4, capacityBits - bits.length));
  append(0, (8 - (bits.length % 8)) % 8);
  for (let pad = 0xec; bits.length < capacityBits; pad ^= 0xec ^ 0x11) append(pad, 8);
  return Array.from({ length: bits.length / 8 }, (_, at) =>
    bits.slice(at * 8, at * 8 + 8).reduce((byte, bit) => (byte << 1) | bit, 0),
  );
};

/** Column by column over rows of unequal length. */
const interleaved = (rows: readonly (readonly number[])[]): readonly number[] =>
  Array.from({ length: Math.max(...rows.map((row) => row.length)) }, (_, at) =>
    rows.flatMap((row) => (at < row.length ? [row[at] as number] : [])),
  ).flat();

/** The smallest version that holds a text, and its codewords in the order in which they are drawn. Throws RangeError. */
export const codewordsOf = (
  text: string,
): {
  readonly version: number;
  readonly alignment: readonly number[];
  readonly codewords: readonly number[];
} => {
  const bytes = new TextEncoder().encode(text);
  const version = versions.find(
    (each) => 4 + countBitsOf(each) + bytes.length * 8 <= capacityOf(each) * 8,
  );
  if (version === undefined)
    throw new RangeError('the text is too long for a QR code of this size');
  const data = dataOf(bytes, version);
  let from = 0;
  const blocks = version.blocks.map((size) => {
    from += size;
    return data.slice(from - size, from);
  });
  const corrections = blocks.map((block) => correctionOf(block, version.correction));
  return {
    version: version.version,
    alignment: version.alignment,
    codewords: [...interleaved(blocks), ...interleaved(corrections)],
  };
};
