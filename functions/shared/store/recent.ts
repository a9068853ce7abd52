import { msPerDay } from '../../../domain/shared/time.ts';
import { uuidToBytes } from '../uuid.ts';
import type { Head, RecentCommand } from './types.ts';

/** Entries of ten bytes each: more would push an ordinary purchase over its one write unit. */
const recentCommandsMax = 12;

export const fingerprintOf = (commandId: string): number =>
  Buffer.from(uuidToBytes(commandId)).readUInt32BE(0);

const isFresh = (entry: RecentCommand, nowMs: number): boolean =>
  entry.atSeconds * 1_000 > nowMs - msPerDay;

/**
 * The window after one more command. Where twelve commands are younger than a day there is no room: then the command
 * goes into a guard item (`guarded`) and the head says until when such items must be asked.
 */
export const remember = (
  head: Head<unknown>,
  commandId: string,
  version: number,
  nowMs: number,
): {
  readonly recent: readonly RecentCommand[];
  readonly overflowUntil?: string;
  readonly guarded: boolean;
} => {
  const recent = head.recent.filter((entry) => isFresh(entry, nowMs));
  const until =
    head.overflowUntil !== undefined && Date.parse(head.overflowUntil) > nowMs
      ? { overflowUntil: head.overflowUntil }
      : {};
  if (recent.length >= recentCommandsMax)
    return { recent, overflowUntil: new Date(nowMs + msPerDay).toISOString(), guarded: true };
  const entry = {
    fingerprint: fingerprintOf(commandId),
    version,
    atSeconds: Math.ceil(nowMs / 1_000),
  };
  return { recent: [...recent, entry], ...until, guarded: false };
};
