import { readGuard } from '../shared/store/guards.ts';

/** What a lot has left (micrograms), read strongly; nothing where there is no such lot. */
export const remainingOf = async (lotId: string): Promise<bigint> =>
  BigInt((await readGuard(`lot#${lotId}`))?.['remaining']?.N ?? '0');
