import { asCents, asGrams } from '../model/amounts.ts';
import type { Stage } from '../stage.ts';
import { rowsOf, type Streams } from '../stores.ts';
import { tallyOf } from './ledger.ts';

/** Invariant 6 for the wallets' rows: what customers read is what the events come to, once the queues are empty. */
export const tableFaults = async (stage: Stage, streams: Streams): Promise<readonly string[]> => {
  const wrong: string[] = [];
  const cash = new Map(
    (await rowsOf(stage, 'userWalletsTable')).map((row) => [`${row['walletId']}`, row]),
  );
  const gold = new Map(
    (await rowsOf(stage, 'goldHoldingsTable')).map((row) => [`${row['walletId']}`, row]),
  );
  for (const [stream, stored] of streams) {
    if (!stream.startsWith('wallet-')) continue;
    const walletId = stream.slice('wallet-'.length);
    const { tally } = tallyOf(stream, stored);
    const expected = {
      available: asCents(tally.available),
      reserved: asCents(tally.reserved),
      pending: asCents(tally.pending),
      grams: asGrams(tally.grams),
      costBasis: asCents(tally.costBasis),
    };
    const row = { ...gold.get(walletId), ...cash.get(walletId) };
    for (const [column, value] of Object.entries(expected))
      if (row[column] !== value)
        wrong.push(`${stream}: the table says ${column} ${row[column]}, the events ${value}`);
    const last = stored.at(-1)?.commit;
    const version = (last?.version ?? 0) + (last?.events.length ?? 0) - 1;
    if (cash.get(walletId)?.['version'] !== version)
      wrong.push(`${stream} is at ${version}, its row at ${cash.get(walletId)?.['version']}`);
  }
  return wrong;
};
