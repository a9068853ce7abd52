import { codewordsOf } from './codewords.ts';

/** A symbol being drawn: dark modules, and which are of the frame, where no data goes. */
interface Canvas {
  readonly size: number;
  readonly dark: boolean[][];
  readonly frame: boolean[][];
}

const grid = (size: number): boolean[][] =>
  Array.from({ length: size }, () => Array.from({ length: size }, () => false));

const put = ({ dark, frame, size }: Canvas, row: number, column: number, isDark: boolean) => {
  if (row < 0 || column < 0 || row >= size || column >= size) return;
  (dark[row] as boolean[])[column] = isDark;
  (frame[row] as boolean[])[column] = true;
};

const finder = (canvas: Canvas, row: number, column: number) => {
  for (let dy = -4; dy <= 4; dy++)
    for (let dx = -4; dx <= 4; dx++) {
      const ring = Math.max(Math.abs(dx), Math.abs(dy));
      put(canvas, row + dy, column + dx, ring !== 2 && ring !== 4);
    }
};

const alignments = (canvas: Canvas, centres: readonly number[]) => {
  const last = centres.at(-1);
  for (const row of centres)
    for (const column of centres) {
      const onFinder =
        (row === 6 && (column === 6 || column === last)) || (row === last && column === 6);
      if (onFinder) continue;
      for (let dy = -2; dy <= 2; dy++)
        for (let dx = -2; dx <= 2; dx++)
          put(canvas, row + dy, column + dx, Math.max(Math.abs(dx), Math.abs(dy)) !== 1);
    }
};

/** A value with its BCH remainder (ISO/IEC 18004, annexes C and D). */
const protectedBits = (value: number, degree: number, polynomial: number): number => {
  let remainder = value;
  for (let round = 0; round < degree; round++)
    remainder = (remainder << 1) ^ ((remainder >>> (degree - 1)) * polynomial);
  return (value << degree) | remainder;
};

/** Level M and mask 0. */
const formatBits = protectedBits(0b00_000, 10, 0x537) ^ 0x5412;

const format = (canvas: Canvas) => {
  const { size } = canvas;
  const bit = (at: number) => ((formatBits >>> at) & 1) === 1;
  for (let at = 0; at <= 5; at++) put(canvas, at, 8, bit(at));
  put(canvas, 7, 8, bit(6));
  put(canvas, 8, 8, bit(7));
  put(canvas, 8, 7, bit(8));
  for (let at = 9; at < 15; at++) put(canvas, 8, 14 - at, bit(at));
  for (let at = 0; at < 8; at++) put(canvas, 8, size - 1 - at, bit(at));
  for (let at = 8; at < 15; at++) put(canvas, size - 15 + at, 8, bit(at));
  put(canvas, size - 8, 8, true);
};

const versionMarks = (canvas: Canvas, version: number) => {
  if (version < 7) return;
  const bits = protectedBits(version, 12, 0x1f25);
  for (let at = 0; at < 18; at++) {
    const isDark = ((bits >>> at) & 1) === 1;
    const [far, near] = [canvas.size - 11 + (at % 3), Math.floor(at / 3)];
    put(canvas, far, near, isDark);
    put(canvas, near, far, isDark);
  }
};

const frameOf = (version: number, centres: readonly number[]): Canvas => {
  const size = version * 4 + 17;
  const canvas = { size, dark: grid(size), frame: grid(size) };
  for (let at = 0; at < size; at++) {
    put(canvas, 6, at, at % 2 === 0);
    put(canvas, at, 6, at % 2 === 0);
  }
  finder(canvas, 3, 3);
  finder(canvas, 3, size - 4);
  finder(canvas, size - 4, 3);
  alignments(canvas, centres);
  format(canvas);
  versionMarks(canvas, version);
  return canvas;
};

/** Columns in pairs from the right, upward and downward in turn, masked where row and column add up to even. */
const fill = ({ size, dark, frame }: Canvas, codewords: readonly number[]) => {
  let bit = 0;
  for (let right = size - 1; right >= 1; right -= 2) {
    if (right === 6) right = 5;
    const upward = ((right + 1) & 2) === 0;
    for (let step = 0; step < size; step++) {
      const row = upward ? size - 1 - step : step;
      for (const column of [right, right - 1]) {
        if ((frame[row] as boolean[])[column] === true) continue;
        const byte = codewords[bit >>> 3] ?? 0;
        const isDark = ((byte >>> (7 - (bit & 7))) & 1) === 1;
        (dark[row] as boolean[])[column] = isDark !== ((row + column) % 2 === 0);
        bit += 1;
      }
    }
  }
};

/**
 * A text as a QR code (ISO/IEC 18004, byte mode, level M): rows of modules, true where dark. Throws RangeError when it
 * is longer than 213 bytes.
 */
export const qrModules = (text: string): readonly (readonly boolean[])[] => {
  const { version, alignment, codewords } = codewordsOf(text);
  const canvas = frameOf(version, alignment);
  fill(canvas, codewords);
  return canvas.dark;
};
