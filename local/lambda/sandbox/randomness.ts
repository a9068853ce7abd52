import nodeCrypto, { type KeyObject } from 'node:crypto';
import type { Random } from '../../kernel/random.ts';

type Bytes = ArrayBufferView<ArrayBuffer>;

const fill = <T extends Bytes>(random: Random, array: T): T => {
  new Uint8Array(array.buffer, array.byteOffset, array.byteLength).set(
    random.bytes(array.byteLength),
  );
  return array;
};

/** A copy of a built-in module or object with some members replaced; plain properties, as bundlers copy them. */
export const withMembers = (source: object, members: Readonly<Record<string, unknown>>): object =>
  Object.defineProperties(
    {},
    {
      ...Object.getOwnPropertyDescriptors(source),
      ...Object.getOwnPropertyDescriptors(members),
    },
  );

/** Keys of HMACs that are kept ready: a client signs with the same one all day. */
const HMAC_KEYS_MAX = 64;

/** `createHmac` that prepares a key once: raw bytes cost four times the HMAC itself, each time. */
const createHmacMaker = (): typeof nodeCrypto.createHmac => {
  const keys = new Map<string, KeyObject>();
  const prepared = (bytes: Uint8Array): KeyObject => {
    const name = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
    const known = keys.get(name);
    if (known !== undefined) return known;
    if (keys.size >= HMAC_KEYS_MAX) keys.clear();
    const key = nodeCrypto.createSecretKey(bytes);
    keys.set(name, key);
    return key;
  };
  return (algorithm, key, options) =>
    nodeCrypto.createHmac(algorithm, key instanceof Uint8Array ? prepared(key) : key, options);
};

/** `crypto` and `node:crypto` with their randomness from `random`; everything else is the real thing. */
export const createCrypto = (random: Random) => {
  const randomBytes = (size: number, done?: (error: null, bytes: Buffer) => void) => {
    const bytes = Buffer.from(random.bytes(size));
    if (done === undefined) return bytes;
    queueMicrotask(() => done(null, bytes));
    return undefined;
  };
  const randomInt = (first: number, second?: number) => {
    const [from, to] = second === undefined ? [0, first] : [first, second];
    return from + Math.floor(random.next() * (to - from));
  };
  const getRandomValues = <T extends Bytes>(array: T) => fill(random, array);
  const randomUUID = () => random.uuid();
  const web = { getRandomValues, randomUUID, subtle: nodeCrypto.webcrypto.subtle };
  const module = withMembers(nodeCrypto, {
    createHmac: createHmacMaker(),
    randomBytes,
    pseudoRandomBytes: randomBytes,
    randomInt,
    randomUUID,
    getRandomValues,
    randomFillSync: getRandomValues,
    webcrypto: web,
  });
  return { web, module };
};

/** `Math` with `random` from our source. */
export const createMath = (random: Random): object => withMembers(Math, { random: random.next });
