import { type AttributeType, type AttributeValue, typeOf } from '../attribute-value.ts';
import { checkedValue } from '../checked-value.ts';
import { validation } from '../errors.ts';
import { type Condition, compileChecks, compileCondition, type Values } from './condition.ts';
import {
  type ExpressionKind,
  type Operation,
  type Path,
  parseExpression,
  type UpdateAction,
} from './grammar.ts';
import { type KeyTest, keyTestsOf } from './key-condition.ts';
import { compileUpdate, type Update } from './update.ts';

/** The expression members of a request. */
export interface ExpressionInput {
  readonly UpdateExpression?: string;
  readonly ConditionExpression?: string;
  readonly KeyConditionExpression?: string;
  readonly FilterExpression?: string;
  readonly ProjectionExpression?: string;
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>>;
  readonly ExpressionAttributeValues?: Readonly<Record<string, AttributeValue>>;
}

/** A condition or filter together with the paths' first names. */
interface BoundCondition extends Condition {
  readonly heads: readonly string[];
}

/** A request's expressions, checked and ready to run with `values`. */
export interface Expressions {
  readonly values: Values;
  readonly update?: Update;
  readonly condition?: BoundCondition;
  readonly keyTests?: readonly KeyTest[];
  readonly filter?: BoundCondition;
  readonly projection?: readonly Path[];
}

interface Compiled {
  readonly problemWith: Condition['problemWith'];
  readonly part: Omit<Expressions, 'values'>;
  readonly usedNames: readonly string[];
  readonly usedValues: readonly string[];
}

const cacheEntriesMax = 2000;
const cache = new Map<string, Compiled>();
const none: Expressions = { values: {} };

const noProblem = () => undefined;

const conditionOf = (tree: unknown): BoundCondition => {
  const { expression, pathHeads } = tree as { expression: Operation; pathHeads: object };
  return { ...compileCondition(expression), heads: Object.keys(pathHeads) };
};

const compile = (kind: ExpressionKind, tree: unknown): Pick<Compiled, 'part' | 'problemWith'> => {
  if (kind === 'UpdateExpression') {
    const update = compileUpdate((tree as { sections: UpdateAction[] }).sections);
    return { part: { update }, problemWith: noProblem };
  }
  if (kind === 'ProjectionExpression') {
    return { part: { projection: (tree as { paths: Path[] }).paths }, problemWith: noProblem };
  }
  if (kind === 'KeyConditionExpression') {
    const { expression } = tree as { expression: Operation };
    return { part: { keyTests: keyTestsOf(expression) }, problemWith: compileChecks(expression) };
  }
  const condition = conditionOf(tree);
  const part = kind === 'FilterExpression' ? { filter: condition } : { condition };
  return { part, problemWith: condition.problemWith };
};

const compiled = (
  kind: ExpressionKind,
  text: string,
  names: Readonly<Record<string, string>>,
  values: Values,
): Compiled => {
  let key = `${kind}\n${text}`;
  for (const name in names) key += `\n${name}=${names[name]}`;
  for (const ref in values) key += `\n${ref}${typeOf(values[ref] as AttributeValue)}`;
  const known = cache.get(key);
  if (known !== undefined) return known;
  const types: Record<string, AttributeType> = {};
  for (const ref in values) types[ref] = typeOf(values[ref] as AttributeValue);
  const { tree, ...used } = parseExpression(kind, text, { names, types });
  const made = { ...compile(kind, tree), ...used };
  if (cache.size >= cacheEntriesMax) cache.clear();
  cache.set(key, made);
  return made;
};

const checkedNames = (input: ExpressionInput): Readonly<Record<string, string>> => {
  const names = input.ExpressionAttributeNames;
  if (names === undefined) return {};
  if (Object.keys(names).length === 0) {
    throw validation('ExpressionAttributeNames must not be empty');
  }
  for (const name in names) {
    if (!/^#[0-9a-zA-Z_]+$/.test(name)) {
      throw validation(
        `ExpressionAttributeNames contains invalid key: Syntax error; key: "${name}"`,
      );
    }
  }
  return names;
};

const checkedValues = (input: ExpressionInput): Values => {
  const given = input.ExpressionAttributeValues;
  if (given === undefined) return {};
  const values: Record<string, AttributeValue> = {};
  for (const ref in given) {
    if (!/^:[0-9a-zA-Z_]+$/.test(ref)) {
      throw validation(
        `ExpressionAttributeValues contains invalid key: Syntax error; key: "${ref}"`,
      );
    }
    try {
      values[ref] = checkedValue(given[ref]);
    } catch (error) {
      throw validation(
        `ExpressionAttributeValues contains invalid value: ${(error as Error).message} for key ${ref}`,
      );
    }
  }
  if (Object.keys(values).length === 0) {
    throw validation('ExpressionAttributeValues must not be empty');
  }
  return values;
};

const refuseUnused = (
  member: 'ExpressionAttributeNames' | 'ExpressionAttributeValues',
  given: object,
  used: readonly string[],
): void => {
  const unused = Object.keys(given).filter((key) => !used.includes(key));
  if (unused.length === 0) return;
  throw validation(
    `Value provided in ${member} unused in expressions: keys: {${unused.join(', ')}}`,
  );
};

const refuseWithout = (input: ExpressionInput, kinds: readonly ExpressionKind[]): void => {
  if (kinds.every((kind) => input[kind] === undefined) && input.ExpressionAttributeNames) {
    throw validation('ExpressionAttributeNames can only be specified when using expressions');
  }
  const takers = kinds.filter((kind) => kind !== 'ProjectionExpression');
  if (takers.every((kind) => input[kind] === undefined) && input.ExpressionAttributeValues) {
    throw validation(
      `ExpressionAttributeValues can only be specified when using expressions: ${takers.join(' and ')} ${takers.length > 1 ? 'are' : 'is'} null`,
    );
  }
};

/** Parses (or remembers) the expressions of kinds `kinds` in a request. Throws ValidationException as AWS does. */
export const bindExpressions = (
  input: ExpressionInput,
  kinds: readonly ExpressionKind[],
): Expressions => {
  refuseWithout(input, kinds);
  if (kinds.every((kind) => input[kind] === undefined)) return none;
  const names = checkedNames(input);
  const values = checkedValues(input);
  const usedNames: string[] = [];
  const usedValues: string[] = [];
  let bound: Expressions = { values };
  for (const kind of kinds) {
    const text = input[kind];
    if (text === undefined) continue;
    const made = compiled(kind, text, names, values);
    usedNames.push(...made.usedNames);
    usedValues.push(...made.usedValues);
    const problem = made.problemWith(values);
    if (problem !== undefined) throw validation(`Invalid ${kind}: ${problem}`);
    bound = { ...bound, ...made.part };
  }
  refuseUnused('ExpressionAttributeNames', names, usedNames);
  refuseUnused('ExpressionAttributeValues', values, usedValues);
  return bound;
};
