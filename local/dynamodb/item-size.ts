import type { AttributeValue, Item } from './attribute-value.ts';
import { readDecimal } from './decimal.ts';

/**
 * What DynamoDB counts, in bytes: names and values, lists and maps with 3 bytes of overhead and 1 per member.
 * Source: Amazon DynamoDB Developer Guide, "DynamoDB item sizes and formats".
 */
export const itemSize = (item: Item): number => {
  let size = 0;
  for (const name in item) {
    size += Buffer.byteLength(name) + valueSize(item[name] as AttributeValue);
  }
  return size;
};

const base64Size = (text: string): number => {
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  return (text.length / 4) * 3 - padding;
};

/** One byte per two significant digits (paired around the decimal point), one more, and one for a minus. */
const numberSize = (text: string): number => {
  const decimal = readDecimal(text);
  if (decimal === undefined || decimal.digits === '') return 1;
  const { digits, exponent, negative } = decimal;
  const straddles = digits.length % 2 === 0 && exponent % 2 === 0 ? 1 : 0;
  return 1 + Math.ceil(digits.length / 2) + straddles + (negative ? 1 : 0);
};

const sum = <T>(members: readonly T[], size: (member: T) => number): number =>
  members.reduce((total, member) => total + size(member), 0);

/** Bytes of one value, without its name. */
const valueSize = (value: AttributeValue): number => {
  if (value.S !== undefined) return Buffer.byteLength(value.S);
  if (value.N !== undefined) return numberSize(value.N);
  if (value.B !== undefined) return base64Size(value.B);
  if (value.L !== undefined) return 3 + sum(value.L, (member) => 1 + valueSize(member));
  if (value.M !== undefined) return 3 + Object.keys(value.M).length + itemSize(value.M);
  if (value.SS !== undefined) return sum(value.SS, Buffer.byteLength);
  if (value.NS !== undefined) return sum(value.NS, numberSize);
  if (value.BS !== undefined) return sum(value.BS, base64Size);
  return 1;
};
