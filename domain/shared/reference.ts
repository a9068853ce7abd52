import { readBase32 } from './base32.ts';

/**
 * Payment references by ISO 11649 (creditor reference): "RF", two check digits, a body. The check is ISO 7064
 * mod 97-10 over the body followed by RF and the digits, letters counting A = 10 … Z = 35, and leaves 1. The body
 * is of digits alone: with letters (the standard allows them) the check misses some swaps, such as of 2 and M, which
 * counts 22.
 */
const bodyLength = 16;

const remainder97 = (text: string): number =>
  [...text].reduce((rest, character) => {
    const value = Number.parseInt(character, 36);
    return (rest * (value > 9 ? 100 : 10) + value) % 97;
  }, 0);

/** Random bytes that a reference needs. */
export const referenceBytes = 8;

/** The check digits of a body, "00" to "98" (ISO 7064: 98 less the remainder with zeros in their place). */
const checkDigits = (body: string): string =>
  String(98 - remainder97(`${body}RF00`)).padStart(2, '0');

/** A reference out of random bytes. Whether it is unique is for the guard to say. Throws RangeError on too few bytes. */
export const referenceFrom = (bytes: Uint8Array): string => {
  if (bytes.length < referenceBytes) throw new RangeError('too few bytes');
  const drawn = bytes.reduce((all, byte) => (all << 8n) | BigInt(byte), 0n);
  const body = (drawn % 10n ** BigInt(bodyLength)).toString().padStart(bodyLength, '0');
  return `RF${checkDigits(body)}${body}`;
};

/** In groups of four, as the standard prints it. */
export const printReference = (reference: string): string =>
  (reference.match(/.{1,4}/g) ?? []).join(' ');

/** Longer texts than any bank's remittance field are not read. */
const remittanceLengthMax = 500;

/**
 * The reference in what somebody typed into a transfer, or undefined: any case, spaces, dashes and dots, I or L for 1
 * and O for 0, other words before and after it. A text with a wrong check digit has none.
 */
export const findReference = (typed: string): string | undefined => {
  const letters = readBase32(typed.slice(0, remittanceLengthMax)).replaceAll(/[^0-9A-Z]/g, '');
  for (const [, check = '', body = ''] of letters.matchAll(/RF(?=(\d\d)(\d{16}))/g))
    if (remainder97(`${body}RF${check}`) === 1) return `RF${check}${body}`;
  return undefined;
};
