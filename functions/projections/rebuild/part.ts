import {
  BatchGetItemCommand,
  ConditionalCheckFailedException,
  PutItemCommand,
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

/** Notes how far a part has come, for its own repetition and for people. */
export const note = async (
  { rebuildId, projection, step, part, turn }: Part,
  counts: RebuildFindings,
  done: boolean,
): Promise<void> => {
  const standing: Standing = { rebuildId, turn: turn + 1, done, ...counts };
  await dynamo.send(
    new PutItemCommand({
      TableName: required('projectionHealthTable'),
      Item: toItem({ projection: nameOfPart(projection, step, part), ...standing }),
    }),
  );
};

/** What all parts of a step found, once all of them are done; undefined before. */
export const countsOfStep = async (
  { rebuildId, projection }: Part,
  step: Step,
): Promise<RebuildFindings | undefined> => {
  const standings = await standingsOf(projection, step);
  const done = standings
    .filter((each) => each !== undefined)
    .filter((each) => each.done && each.rebuildId === rebuildId);
  if (done.length < parts) return undefined;
  return foundTogether(done);
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
