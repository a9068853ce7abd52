import { msPerDay } from '../../../domain/shared/time.ts';
import { marketStream } from '../../shared/recorded-price.ts';
import { newestCommit } from '../../shared/store/events-table.ts';

/** More than a weekend with its holidays: the last price and the last session are among them. */
const streamsMax = 8;
/** A market that said nothing for so long has no latest price that anybody would use. */
const daysBackMax = 400;

/** The last days of a market of which something was stored, the newest first. */
export const newestMarketStreams = async (currency: string): Promise<readonly string[]> => {
  const found: string[] = [];
  for (let back = 0; back < daysBackMax && found.length < streamsMax; back += 1) {
    const day = new Date(Date.now() - back * msPerDay).toISOString().slice(0, 10);
    const stream = marketStream(currency, day);
    if ((await newestCommit(stream, true)) !== undefined) found.push(stream);
  }
  return found;
};
