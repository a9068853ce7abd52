import { msPerDay } from '../../../domain/shared/time.ts';
import { marketStream } from '../../shared/recorded-price.ts';
import type { Row } from '../../shared/rows.ts';
import { newestCommit } from '../../shared/store/events-table.ts';

/** More than a weekend with its holidays: the last price and the last session are among them. */
const streamsMax = 8;
/** A market that said nothing for so long has no latest price that anybody would use. */
const daysBackMax = 400;

/** Clocks of two writers may differ about midnight, and a sandbox's clock was perhaps moved. */
const daysAheadMax = 40;

/** The day from which to look back: tomorrow, or one day after the row's own time where that is later. */
const startMs = (row: Row): number => {
  const now = Date.now();
  const claims = [row['version'], row['sessionVersion']].filter(
    (claim) => typeof claim === 'number' && claim < now + daysAheadMax * msPerDay,
  );
  return Math.max(now, ...(claims as number[])) + msPerDay;
};

/** The last days of a market of which something was stored, the newest first. */
export const newestMarketStreams = async (
  currency: string,
  row: Row,
): Promise<readonly string[]> => {
  const found: string[] = [];
  const start = startMs(row);
  for (let back = 0; back < daysBackMax && found.length < streamsMax; back += 1) {
    const day = new Date(start - back * msPerDay).toISOString().slice(0, 10);
    const stream = marketStream(currency, day);
    if ((await newestCommit(stream, true)) !== undefined) found.push(stream);
  }
  return found;
};
