import { createHash } from 'node:crypto';
import { printedNumber } from '../../domain/shared/base32.ts';

/** Printed numbers follow from a trade's id, so that a retry prints the same. */
export const numberOf = (prefix: string, ...parts: readonly string[]): string =>
  printedNumber(prefix, createHash('sha256').update(parts.join('|')).digest().subarray(0, 8));
