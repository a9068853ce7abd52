/** Douglas Crockford's base 32: no I, L, O or U, so that what is printed can be typed again. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** The first `length` characters that `bytes` spell, five bits each. Throws RangeError when the bytes do not reach. */
const base32 = (bytes: Uint8Array, length: number): string => {
  if (bytes.length * 8 < length * 5) throw new RangeError('too few bytes');
  const bits = bytes.reduce((all, byte) => (all << 8n) | BigInt(byte), 0n);
  const spare = BigInt(bytes.length * 8 - length * 5);
  return Array.from({ length }, (_, index) => {
    const shift = spare + BigInt((length - 1 - index) * 5);
    return alphabet[Number((bits >> shift) & 31n)] ?? '';
  }).join('');
};

/** Upper case, and the letters that people type for digits put right. */
export const readBase32 = (typed: string): string =>
  typed.toUpperCase().replaceAll(/[IL]/g, '1').replaceAll('O', '0');

/**
 * A number for paper and telephone, such as "AC-7K3M-9QXA-2B4C", out of eight random bytes (60 of their bits):
 * certificates and confirmations.
 */
export const printedNumber = (prefix: string, bytes: Uint8Array): string =>
  [prefix, ...(base32(bytes, 12).match(/.{4}/g) ?? [])].join('-');
