import { type AttributeValue, ScanCommand } from '@aws-sdk/client-dynamodb';
import { inParts } from '../../../domain/shared/parts.ts';
import { nameOfRow, type ReadTable } from '../../shared/read-table.ts';
import { type Row, toRow } from '../../shared/rows.ts';
import { dynamo } from '../../shared/store/client.ts';
import { type Rows, rowsOfStreams } from './rows-of-streams.ts';
import { type Finding, hasExpired, type Item, says, settle } from './settle.ts';

const rowsPerPage = 500;
const groupsAtOnce = 16;

export interface RowPage {
  readonly items: readonly Item[];
  readonly next: Record<string, AttributeValue> | undefined;
}

/** A page of one part of a read table. */
export const pageOfRows = async (
  readTable: ReadTable,
  part: { readonly segment: number; readonly segments: number },
  after: Record<string, AttributeValue> | undefined,
): Promise<RowPage> => {
  const { Items = [], LastEvaluatedKey } = await dynamo.send(
    new ScanCommand({
      TableName: readTable.table(),
      Segment: part.segment,
      TotalSegments: part.segments,
      Limit: rowsPerPage,
      ...(after === undefined ? {} : { ExclusiveStartKey: after }),
    }),
  );
  return { items: Items, next: LastEvaluatedKey };
};

interface Placed {
  readonly item: Item;
  readonly row: Row;
}

/** Rows by the streams that they come from, so that each stream is read once for all of its rows. */
const byStreams = async (readTable: ReadTable, items: readonly Item[]) => {
  const groups = new Map<string, { streams: readonly string[]; rows: Placed[] }>();
  for (const item of items) {
    const row = toRow(item);
    const streams = await readTable.streamsOf(row);
    const group = groups.get(streams.join('\n')) ?? { streams, rows: [] };
    group.rows.push({ item, row });
    groups.set(streams.join('\n'), group);
  }
  return [...groups.values()];
};

const sweepRow = async (readTable: ReadTable, made: Rows, { item, row }: Placed) => {
  const expected = made.get(nameOfRow(readTable, row));
  return expected !== undefined && (hasExpired(expected) || says(item, expected))
    ? 'right'
    : settle(readTable, row);
};

/** Looks at a page of rows: what no event explains is taken out. */
export const sweepRows = async (
  readTable: ReadTable,
  { items }: RowPage,
): Promise<readonly Finding[]> => {
  const findings: Finding[] = [];
  for (const groups of inParts(await byStreams(readTable, items), groupsAtOnce))
    await Promise.all(
      groups.map(async ({ streams, rows }) => {
        const made = await rowsOfStreams(readTable, streams);
        for (const placed of rows) findings.push(await sweepRow(readTable, made, placed));
      }),
    );
  return findings;
};
