import {
  BatchGetItemCommand,
  ConditionalCheckFailedException,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import {
  foundTogether,
  noFindings,
  type RebuildFindings,
} from '../../../domain/rebuilds/findings.ts';
import type { ProjectionName } from '../../../domain/shared/names.ts';
import { required } from '../../shared/env.ts';
import { nameOfPart, parts, type Step } from '../../shared/rebuild-parts.ts';
import { toItem, toRow } from '../../shared/rows.ts';
import { dynamo } from '../../shared/store/client.ts';
import { type KeySums, sumsFromText, sumsTogether } from './key-sums.ts';
import type { Finding } from './settle.ts';

/** A part of one step of a rebuild, and where in it to go on. A type, so that it is a record of JSON. */
export type Part = {
  readonly rebuildId: string;
  readonly projection: ProjectionName;
  readonly step: Step;
  readonly part: number;
  /** How many messages it was before this one. */
  readonly turn: number;
  /** JSON of the place behind which it goes on. */
  readonly after?: string;
  readonly counts: RebuildFindings;
  /** What the names of rows add up to so far, as text; none at first. */
  readonly sums?: string;
  /** The groups of rows that are looked at one by one. */
  readonly groups?: readonly number[];
};

/** What a whole rebuild found. A type, so that it is a record of JSON. */
export type Done = {
  readonly rebuildId: string;
  readonly projection: ProjectionName;
  readonly findings: RebuildFindings;
};

/** The standing of a part, as it was last written. */
type Standing = RebuildFindings & {
  readonly rebuildId: string;
  /** The first turn that is not done. */
  readonly turn: number;
  readonly done: boolean;
  /** Of a part that is done, until the rebuild is. */
  readonly sums?: string;
};

/** How many findings are of each kind. */
export const countsOf = (findings: readonly Finding[]) => {
  const of = (wanted: Finding) => findings.filter((finding) => finding === wanted).length;
  return { restored: of('restored'), corrected: of('corrected'), removed: of('removed') };
};

/** Where each part of a step stands, of whatever rebuild; strongly read. */
const standingsOf = async (
  projection: ProjectionName,
  step: Step,
): Promise<readonly (Standing | undefined)[]> => {
  const table = required('projectionHealthTable');
  const names = Array.from({ length: parts }, (_, part) => nameOfPart(projection, step, part));
  const { Responses } = await dynamo.send(
    new BatchGetItemCommand({
      RequestItems: {
        [table]: { Keys: names.map((name) => ({ projection: { S: name } })), ConsistentRead: true },
      },
    }),
  );
  const rows = (Responses?.[table] ?? []).map((item) =>
    toRow<Standing & { readonly projection: string }>(item),
  );
  return names.map((name) => rows.find(({ projection: found }) => found === name));
};

export const standingOf = async ({ projection, step, part }: Part): Promise<Standing | undefined> =>
  (await standingsOf(projection, step))[part];

/** What a turn came to, and where the next one goes on; `after` is undefined at the end of the part. */
export interface Turn {
  readonly counts: RebuildFindings;
  readonly after: string | undefined;
  readonly sums?: string;
}

/** Notes how far a part has come, for its own repetition and for people. */
export const note = async (
  { rebuildId, projection, step, part, turn }: Part,
  { counts, after, sums }: Turn,
): Promise<void> => {
  const done = after === undefined;
  const standing: Standing = { rebuildId, turn: turn + 1, done, ...counts };
  const kept = done && sums !== undefined ? { sums } : {};
  await dynamo.send(
    new PutItemCommand({
      TableName: required('projectionHealthTable'),
      Item: toItem({ projection: nameOfPart(projection, step, part), ...standing, ...kept }),
    }),
  );
};

/** What all parts of a step came to, once all of them are done; undefined before. */
export const outcomeOf = async (
  { rebuildId, projection }: Part,
  step: Step,
): Promise<{ readonly counts: RebuildFindings; readonly sums: KeySums } | undefined> => {
  const standings = await standingsOf(projection, step);
  const done = standings
    .filter((each) => each !== undefined)
    .filter((each) => each.done && each.rebuildId === rebuildId);
  if (done.length < parts) return undefined;
  return {
    counts: foundTogether(done),
    sums: sumsTogether(done.map(({ sums }) => sumsFromText(sums))),
  };
};

/** Takes the sums off the parts' standings: people ask for those, and a rebuild that is done needs no sums. */
export const forgetSums = async ({ rebuildId, projection }: Part): Promise<void> => {
  const forget = async (step: Step, part: number): Promise<void> => {
    try {
      await dynamo.send(
        new UpdateItemCommand({
          TableName: required('projectionHealthTable'),
          Key: { projection: { S: nameOfPart(projection, step, part) } },
          UpdateExpression: 'REMOVE sums',
          ConditionExpression: 'rebuildId = :id',
          ExpressionAttributeValues: { ':id': { S: rebuildId } },
        }),
      );
    } catch (error) {
      // Another rebuild has begun.
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
  };
  for (const step of ['streams', 'rows'] as const)
    await Promise.all(Array.from({ length: parts }, (_, part) => forget(step, part)));
};

/**
 * Whether a part that found all of its step done is the one to go on. Several may find it in the same moment; the first
 * stays the one, however often it asks.
 */
export const mayEndStep = async ({ rebuildId, projection, step, part }: Part): Promise<boolean> => {
  const row = { projection: nameOfPart(projection, step, 'end'), rebuildId, by: part, done: false };
  try {
    await dynamo.send(
      new PutItemCommand({
        TableName: required('projectionHealthTable'),
        Item: toItem({ ...row, ...noFindings }),
        ConditionExpression: 'attribute_not_exists(rebuildId) OR rebuildId <> :id OR #by = :part',
        ExpressionAttributeNames: { '#by': 'by' },
        ExpressionAttributeValues: { ':id': { S: rebuildId }, ':part': { N: `${part}` } },
      }),
    );
    return true;
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    return false;
  }
};
