import { randomBytes, randomUUID } from 'node:crypto';

/** The one source of randomness in the local cloud; a simulator hands in a seeded one. */
export interface Random {
  /** Uniform in [0, 1). */
  readonly next: () => number;
  readonly bytes: (length: number) => Uint8Array;
  /** A version 4 UUID. */
  readonly uuid: () => string;
}

/** Randomness from the operating system. */
export const createSystemRandom = (): Random => ({
  next: Math.random,
  bytes: (length) => randomBytes(length),
  uuid: randomUUID,
});

/** The same sequence for the same seed (sfc32, Chris Doty-Humphrey, PractRand). Never for secrets that leave a test. */
export const createSeededRandom = (seed: number): Random => {
  let a = 0x9e3779b9;
  let b = 0x243f6a88;
  let c = 0xb7e15162;
  let counter = seed >>> 0;
  const word = (): number => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  for (let round = 0; round < 15; round++) word();
  const bytes = (length: number) => Uint8Array.from({ length }, () => word() & 0xff);
  return {
    next: () => word() / 2 ** 32,
    bytes,
    uuid: () => {
      const raw = Buffer.from(bytes(16));
      raw[6] = ((raw[6] as number) & 0x0f) | 0x40;
      raw[8] = ((raw[8] as number) & 0x3f) | 0x80;
      const hex = raw.toString('hex');
      return [
        hex.slice(0, 8),
        hex.slice(8, 12),
        hex.slice(12, 16),
        hex.slice(16, 20),
        hex.slice(20),
      ].join('-');
    },
  };
};
