import type { AttributeValue } from './attribute-value.ts';
import { readDecimal } from './decimal.ts';

/*
 * A key becomes bytes whose plain order is DynamoDB's: a 4-byte hash of the partition key (so that a scan walks
 * partitions in a fixed, scattered order and can be split in segments), the partition key, the sort key. Every part
 * ends itself, so no key is a prefix of another one's part.
 */

const biasOfExponent = 1000;

/** Text and binary end in 00 00; a 00 inside becomes 00 FF, which sorts after every end. */
const escaped = (raw: Buffer): Buffer => {
  if (!raw.includes(0)) return raw;
  const out: number[] = [];
  for (const byte of raw) {
    out.push(byte);
    if (byte === 0) out.push(0xff);
  }
  return Buffer.from(out);
};

const end = Buffer.from([0, 0]);

/** Sign, exponent, digits in pairs (1–100), an end; all of it complemented for a negative number. */
const numberBytes = (text: string): Buffer => {
  const decimal = readDecimal(text);
  if (decimal === undefined || decimal.digits === '') return Buffer.from([0x80]);
  const biased = decimal.exponent + biasOfExponent;
  const digits = decimal.digits.length % 2 === 0 ? decimal.digits : `${decimal.digits}0`;
  const out = Buffer.alloc(4 + digits.length / 2);
  out[0] = 0xc0;
  out.writeUInt16BE(biased, 1);
  for (let at = 0; at < digits.length; at += 2) {
    out[3 + at / 2] = Number(digits.slice(at, at + 2)) + 1;
  }
  if (!decimal.negative) return out;
  for (let at = 0; at < out.length; at++) out[at] = ~(out[at] as number) & 0xff;
  return out;
};

/** Bytes of one key attribute, its end included. */
export const partBytes = (value: AttributeValue): Buffer =>
  value.N === undefined ? Buffer.concat([prefixBytes(value), end]) : numberBytes(value.N);

/** Bytes that every string or binary beginning with `value` begins with. */
export const prefixBytes = (value: AttributeValue): Buffer =>
  escaped(value.S === undefined ? Buffer.from(value.B ?? '', 'base64') : Buffer.from(value.S));

/** FNV-1a, 32 bits, then mixed so that near keys scatter (Fowler, Noll, Vo; finaliser of MurmurHash3). */
const hashOf = (bytes: Buffer): number => {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
};

/** Hash and bytes of a partition key: what all items of one partition begin with. */
export const partitionBytes = (value: AttributeValue): Buffer => {
  const part = partBytes(value);
  const out = Buffer.allocUnsafe(4 + part.length);
  out.writeUInt32BE(hashOf(part), 0);
  part.copy(out, 4);
  return out;
};

/** The least bytes greater than everything that begins with `bytes`. */
export const after = (bytes: Buffer): Buffer => {
  const out = Buffer.from(bytes);
  for (let at = out.length - 1; at >= 0; at--) {
    if (out[at] !== 0xff) {
      out[at] = (out[at] as number) + 1;
      return out.subarray(0, at + 1);
    }
  }
  return Buffer.alloc(bytes.length + 1, 0xff);
};

/** Keys from `from` (inclusive) up to `to` (exclusive). */
export interface KeyRange {
  readonly from: Buffer;
  readonly to: Buffer;
}

/** The part of the key space that segment `segment` of `total` walks. */
export const segmentRange = (segment: number, total: number): KeyRange => {
  const edge = (at: number): Buffer => {
    if (at === total) return Buffer.alloc(5, 0xff);
    const out = Buffer.alloc(4);
    out.writeUInt32BE(Math.floor((at * 2 ** 32) / total));
    return out;
  };
  return { from: edge(segment), to: edge(segment + 1) };
};
