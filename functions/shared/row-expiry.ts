import { msPerDay, msPerSecond } from '../../domain/shared/time.ts';

const keptDays = 30;
/** 2100-01-01: a row that must stay, and whose expiry a later event may still set. */
const never = 4_102_444_800;

/** When a row of a list of open things may go (epoch seconds): a while after it closed, so that a late event finds it. */
export const expiryOf = (open: boolean, timestamp: string): number =>
  open ? never : Math.ceil((Date.parse(timestamp) + keptDays * msPerDay) / msPerSecond);
