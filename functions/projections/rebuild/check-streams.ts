import { BatchGetItemCommand } from '@aws-sdk/client-dynamodb';
import { inParts } from '../../../domain/shared/parts.ts';
import { jitteredDelayMs, pause } from '../../shared/pause.ts';
import { nameOfRow, type ReadTable } from '../../shared/read-table.ts';
import { type Row, toRow } from '../../shared/rows.ts';
import { dynamo } from '../../shared/store/client.ts';
import type { SomeStreams } from '../../shared/store/replay.ts';
import { rowsOfCommits } from './rows-of-streams.ts';
import { type Finding, hasExpired, type Item, keyItemOf, says, settle } from './settle.ts';

/** The most that one call takes. */
const rowsPerCall = 100;
const callsAtOnce = 4;
const triesMax = 8;

/** What the table has under the keys of some rows, by the rows' names; eventually consistent, at half the price. */
const itemsFor = async (readTable: ReadTable, rows: readonly Row[]): Promise<Map<string, Item>> => {
  const found = new Map<string, Item>();
  const table = readTable.table();
  let keys = rows.map((row) => keyItemOf(readTable, row));
  for (let attempt = 0; keys.length > 0; attempt++) {
    if (attempt === triesMax) throw new Error('a table does not answer for all its rows');
    if (attempt > 0) await pause(jitteredDelayMs(attempt, 20, 1_000));
    const { Responses, UnprocessedKeys } = await dynamo.send(
      new BatchGetItemCommand({ RequestItems: { [table]: { Keys: keys } } }),
    );
    for (const item of Responses?.[table] ?? []) found.set(nameOfRow(readTable, toRow(item)), item);
    keys = UnprocessedKeys?.[table]?.Keys ?? [];
  }
  return found;
};

/** Looks at rows as one stream makes them; where the table says something else, all the streams of the row are asked. */
const checkRows = async (
  readTable: ReadTable,
  rows: ReadonlyMap<string, Row>,
  settled: Set<string>,
): Promise<readonly Finding[]> => {
  const items = await itemsFor(readTable, [...rows.values()]);
  const findings: Finding[] = [];
  for (const [name, row] of rows) {
    const isRight = hasExpired(row) || says(items.get(name), row);
    if (!isRight) settled.add(name);
    findings.push(isRight ? 'right' : await settle(readTable, row));
  }
  return findings;
};

/**
 * Checks every row that some streams make. `settled` has the names of rows for which all their streams were asked: those
 * need no second look, though another stream says something of them.
 */
export const checkStreams = async (
  readTable: ReadTable,
  { streams }: SomeStreams,
  settled: Set<string>,
): Promise<readonly Finding[]> => {
  const waves: Map<string, Row>[] = [new Map()];
  for (const commits of streams)
    for (const [name, row] of rowsOfCommits(readTable, commits)) {
      if (settled.has(name)) continue;
      // What two streams say of one row is looked at one after the other.
      const free = waves.find((wave) => !wave.has(name));
      if (free === undefined) waves.push(new Map([[name, row]]));
      else free.set(name, row);
    }
  const findings: Finding[] = [];
  for (const wave of waves)
    for (const calls of inParts(inParts([...wave], rowsPerCall), callsAtOnce))
      findings.push(
        ...(
          await Promise.all(calls.map((call) => checkRows(readTable, new Map(call), settled)))
        ).flat(),
      );
  return findings;
};
