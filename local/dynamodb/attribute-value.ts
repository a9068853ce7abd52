import { compareNumbers } from './decimal.ts';

/** The data types of DynamoDB, as the low-level API names them. */
export type AttributeType = 'S' | 'N' | 'B' | 'BOOL' | 'NULL' | 'SS' | 'NS' | 'BS' | 'L' | 'M';

/** One value in DynamoDB JSON: exactly one member is set; binary is base64 text. */
export interface AttributeValue {
  readonly S?: string;
  readonly N?: string;
  readonly B?: string;
  readonly BOOL?: boolean;
  readonly NULL?: boolean;
  readonly SS?: readonly string[];
  readonly NS?: readonly string[];
  readonly BS?: readonly string[];
  readonly L?: readonly AttributeValue[];
  readonly M?: Item;
}

/** An item, or any map, in DynamoDB JSON. */
export type Item = Readonly<Record<string, AttributeValue>>;

/** The type of a well-formed value. */
export const typeOf = (value: AttributeValue): AttributeType => {
  for (const type in value) return type as AttributeType;
  return 'NULL';
};

const sameSet = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((member) => b.includes(member));

/** Whether two maps hold equal values under the same names. */
export const sameItem = (a: Item, b: Item): boolean => {
  if (a === b) return true;
  const names = Object.keys(a);
  if (names.length !== Object.keys(b).length) return false;
  return names.every((name) => sameValue(a[name], b[name]));
};

/** Deep equality; sets have no order, and numbers are canonical already. */
export const sameValue = (
  a: AttributeValue | undefined,
  b: AttributeValue | undefined,
): boolean => {
  if (a === b) return true;
  if (a === undefined || b === undefined) return false;
  const type = typeOf(a);
  if (type !== typeOf(b)) return false;
  switch (type) {
    case 'SS':
    case 'NS':
    case 'BS':
      return sameSet(a[type] ?? [], b[type] ?? []);
    case 'L': {
      const others = b.L ?? [];
      const members = a.L ?? [];
      return (
        members.length === others.length &&
        members.every((member, at) => sameValue(member, others[at]))
      );
    }
    case 'M':
      return sameItem(a.M ?? {}, b.M ?? {});
    default:
      return a[type] === b[type];
  }
};

/**
 * Order of two values: numbers numerically, strings by their UTF-8 bytes, binary by its bytes.
 * Undefined when they have no order (different types, or a type without one).
 */
export const compareValues = (
  a: AttributeValue | undefined,
  b: AttributeValue | undefined,
): number | undefined => {
  if (a === undefined || b === undefined) return undefined;
  if (a.N !== undefined && b.N !== undefined) return compareNumbers(a.N, b.N);
  if (a.S !== undefined && b.S !== undefined) {
    return a.S === b.S ? 0 : Buffer.compare(Buffer.from(a.S), Buffer.from(b.S));
  }
  if (a.B !== undefined && b.B !== undefined) {
    return Buffer.compare(Buffer.from(a.B, 'base64'), Buffer.from(b.B, 'base64'));
  }
  return undefined;
};
