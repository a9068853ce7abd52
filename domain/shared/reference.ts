import { base32, readBase32 } from './base32.ts';

/**
 * Payment references by ISO 11649 (creditor reference): "RF", two check digits, a body. The check is ISO 7064
 * mod 97-10 over the body followed by RF and the digits, letters counting A = 10 … Z = 35, and leaves 1.
 */
const bodyLength = 12;

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

/** A reference out of random bytes: 60 of their bits. Whether it is unique is for the guard to say. */
export const referenceFrom = (bytes: Uint8Array): string => {
  const body = base32(bytes, bodyLength);
  return `RF${checkDigits(body)}${body}`;
};

/** In groups of four, as the standard prints it. */
export const printReference = (reference: string): string =>
  (reference.match(/.{1,4}/g) ?? []).join(' ');

const parse = (candidate: string): string | undefined => {
  const body = readBase32(candidate.slice(4));
  const reference = `RF${readBase32(candidate.slice(2, 4))}${body}`;
  return /^RF\d\d[0-9A-Z]+$/.test(reference) && remainder97(`${body}${reference.slice(0, 4)}`) === 1
    ? reference
    : undefined;
};

/** Longer texts than any bank's remittance field are not read. */
const remittanceLengthMax = 500;

/**
 * The reference in what somebody typed into a transfer, or undefined: any case, spaces, dashes and dots, I or L for 1
 * and O for 0, other words before and after it. A text with a wrong check digit has none.
 */
export const findReference = (typed: string): string | undefined => {
  const letters = typed
    .slice(0, remittanceLengthMax)
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, '');
  for (let at = letters.indexOf('RF'); at >= 0; at = letters.indexOf('RF', at + 1)) {
    const candidate = letters.slice(at, at + 4 + bodyLength);
    const reference = candidate.length === 4 + bodyLength ? parse(candidate) : undefined;
    if (reference !== undefined) return reference;
  }
  return undefined;
};
