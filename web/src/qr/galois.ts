/** Products in GF(2^8) modulo x^8 + x^4 + x^3 + x^2 + 1 (ISO/IEC 18004, annex A). */
const product = (a: number, b: number): number => {
  let result = 0;
  for (let bit = 7; bit >= 0; bit--) {
    result = (result << 1) ^ ((result >>> 7) * 0x11d);
    result ^= ((b >>> bit) & 1) * a;
  }
  return result;
};

/** The generator polynomial of so many error correction codewords, without its leading one. */
const generator = (degree: number): readonly number[] => {
  const result = [...Array.from({ length: degree - 1 }, () => 0), 1];
  let root = 1;
  for (let round = 0; round < degree; round++) {
    for (let at = 0; at < degree; at++)
      result[at] = product(result[at] as number, root) ^ (result[at + 1] ?? 0);
    root = product(root, 2);
  }
  return result;
};

/** The Reed-Solomon codewords that protect a block. */
export const correctionOf = (block: readonly number[], degree: number): readonly number[] => {
  const divisor = generator(degree);
  const remainder = Array.from({ length: degree }, () => 0);
  for (const byte of block) {
    const factor = byte ^ (remainder.shift() as number);
    remainder.push(0);
    for (let at = 0; at < degree; at++)
      remainder[at] = (remainder[at] as number) ^ product(divisor[at] as number, factor);
  }
  return remainder;
};
