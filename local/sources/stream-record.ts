import { createHash } from 'node:crypto';

/** A record of a table's stream, as Lambda hands it to a function; other members pass through. */
export interface StreamRecord {
  readonly eventID: string;
  readonly dynamodb: {
    readonly Keys: object;
    readonly SequenceNumber: string;
    /** Seconds since 1970. */
    readonly ApproximateCreationDateTime: number;
  };
}

/** The streams of the tables, as the DynamoDB engine gives them. */
export interface StreamReader {
  readonly read: (
    tableName: string,
    afterSequence: bigint | undefined,
    limit: number,
  ) => readonly StreamRecord[];
  readonly onWrite: (tableName: string, listener: () => void) => unknown;
}

/** Orders the records of a table. */
export const sequenceOf = ({ dynamodb }: StreamRecord): bigint => BigInt(dynamodb.SequenceNumber);

/** In milliseconds since 1970. */
export const createdMs = ({ dynamodb }: StreamRecord): number =>
  dynamodb.ApproximateCreationDateTime * 1000;

/** All records of one item go through one lane, so that they stay in order. */
export const laneOf = ({ dynamodb }: StreamRecord, lanes: number): number => {
  if (lanes === 1) return 0;
  const keys = JSON.stringify(Object.entries(dynamodb.Keys).sort(([a], [b]) => (a < b ? -1 : 1)));
  return createHash('sha256').update(keys).digest().readUInt32BE(0) % lanes;
};
