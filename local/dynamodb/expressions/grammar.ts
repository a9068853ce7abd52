import conditionParser from 'dynalite/db/conditionParser.js';
import projectionParser from 'dynalite/db/projectionParser.js';
import updateParser from 'dynalite/db/updateParser.js';
import type { AttributeType } from '../attribute-value.ts';
import { validation } from '../errors.ts';
import { isReserved } from './reserved-words.ts';

/** A document path: attribute name, then map keys and list positions. */
export type Path = readonly [string, ...(string | number)[]];

/** A `:value` in a tree: its name and its type; the value itself comes with each request. */
export interface Reference {
  readonly ref: string;
}

/** An operator or function over paths, values and further operators, as the grammars build it. */
export interface Operation {
  readonly type: string;
  readonly name?: string;
  readonly args: readonly Node[];
}

export type Node = Path | Reference | Operation;

/** One action of an update expression. */
export interface UpdateAction {
  readonly type: 'set' | 'remove' | 'add' | 'delete';
  readonly path: Path;
  readonly val?: Node;
}

export type ExpressionKind =
  | 'UpdateExpression'
  | 'ConditionExpression'
  | 'KeyConditionExpression'
  | 'FilterExpression'
  | 'ProjectionExpression';

/** Names as given, and the types of the values: all that a tree depends on besides its text. */
export interface Placeholders {
  readonly names: Readonly<Record<string, string>>;
  readonly types: Readonly<Record<string, AttributeType>>;
}

export interface ParsedExpression {
  readonly tree: unknown;
  readonly usedNames: readonly string[];
  readonly usedValues: readonly string[];
}

/** Source: Amazon DynamoDB Developer Guide, "Service quotas": an expression is at most 4 KB. */
const maxExpressionBytes = 4096;

const parserOf: Readonly<Record<ExpressionKind, typeof conditionParser>> = {
  UpdateExpression: updateParser,
  ConditionExpression: conditionParser,
  KeyConditionExpression: conditionParser,
  FilterExpression: conditionParser,
  ProjectionExpression: projectionParser,
};

/** A stand-in of the right type; `S` holds a type's name so that attribute_type() accepts it until the value is known. */
const standIn = (ref: string, type: AttributeType) => ({ [type]: 'S', ref });

const syntaxError = (text: string, error: unknown): string => {
  const offset = (error as { location?: { start?: { offset?: number } } }).location?.start?.offset;
  if (offset === undefined) throw error;
  const token = /^\s*(\w+|.)/.exec(text.slice(offset))?.[1] ?? '<EOF>';
  const before = /(\S+\s*)$/.exec(text.slice(0, offset))?.[1] ?? '';
  const near = `${before}${/^\s*\S*\s*\S*/.exec(text.slice(offset))?.[0] ?? ''}`;
  return `Syntax error; token: "${token}", near: "${near.trim()}"`;
};

/** Parses one expression. Throws ValidationException, worded as AWS does. */
export const parseExpression = (
  kind: ExpressionKind,
  text: string,
  { names, types }: Placeholders,
): ParsedExpression => {
  const fail = (problem: string) => validation(`Invalid ${kind}: ${problem}`);
  if (text === '') throw fail('The expression can not be empty;');
  const size = Buffer.byteLength(text);
  if (size > maxExpressionBytes) {
    throw fail(`Expression size has exceeded the maximum allowed size; expression size: ${size}`);
  }
  const attrVals = Object.fromEntries(
    Object.entries(types).map(([ref, type]) => [ref, standIn(ref, type)]),
  );
  const unusedAttrNames = { ...names };
  const unusedAttrVals = { ...attrVals };
  const context = {
    attrNames: names,
    attrVals,
    unusedAttrNames,
    unusedAttrVals,
    isReserved,
    // Bounds of a BETWEEN are compared when their values are known.
    compare: () => false,
  };
  let tree: unknown;
  try {
    tree = parserOf[kind].parse(text, { context });
  } catch (error) {
    throw fail(syntaxError(text, error));
  }
  if (typeof tree === 'string') throw fail(tree);
  return {
    tree,
    usedNames: Object.keys(names).filter((name) => !(name in unusedAttrNames)),
    usedValues: Object.keys(attrVals).filter((ref) => !(ref in unusedAttrVals)),
  };
};
