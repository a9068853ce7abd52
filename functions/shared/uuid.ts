import { v5, v7 } from 'uuid';

/** The namespace of every id that Assay derives (a version 4 UUID drawn once). */
const namespace = '5b0a7a52-3c0e-4f0e-9d43-6d1c3c6d9a11';

/** A new time-ordered id (UUIDv7, RFC 9562). */
export const newId = (): string => v7();

/** The same id for the same parts, for ever (UUIDv5, RFC 9562): how retries find what they did the first time. */
export const derivedId = (...parts: readonly string[]): string =>
  v5(parts.join('\u0000'), namespace);

export const uuidToBytes = (uuid: string): Uint8Array =>
  Buffer.from(uuid.replaceAll('-', ''), 'hex');

export const bytesToUuid = (bytes: Uint8Array): string =>
  Buffer.from(bytes)
    .toString('hex')
    .replace(/(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');

/** The id `offset` places after `uuid`, counted in its last 48 bits: one stored id stands for a whole commit's events. */
export const idAfter = (uuid: string, offset: number): string => {
  const tail = (BigInt(`0x${uuid.slice(24)}`) + BigInt(offset)) & 0xffff_ffff_ffffn;
  return uuid.slice(0, 24) + tail.toString(16).padStart(12, '0');
};
