import {
  type AttributeType,
  type AttributeValue,
  compareValues,
  type Item,
  sameValue,
  typeOf,
} from '../attribute-value.ts';
import type { Node, Operation } from './grammar.ts';
import { isPath, isReference, valueAt } from './paths.ts';

/** The request's ExpressionAttributeValues, checked. */
export type Values = Readonly<Record<string, AttributeValue>>;

type Operand = (item: Item, values: Values) => AttributeValue | undefined;

/** A condition or filter, ready to run; `problemWith` finds what only the request's values show to be wrong. */
export interface Condition {
  readonly holds: (item: Item, values: Values) => boolean;
  readonly problemWith: (values: Values) => string | undefined;
}

type Test = Condition['holds'];
type Check = Condition['problemWith'];

const lengthOf = (value: AttributeValue): number | undefined => {
  if (value.S !== undefined) return value.S.length;
  if (value.B !== undefined) return Buffer.byteLength(value.B, 'base64');
  if (value.M !== undefined) return Object.keys(value.M).length;
  return (value.L ?? value.SS ?? value.NS ?? value.BS)?.length;
};

const operand = (node: Node | undefined): Operand => {
  if (node === undefined) return () => undefined;
  if (isPath(node)) return (item) => valueAt(item, node);
  if (isReference(node)) return (_item, values) => values[node.ref];
  // The grammar lets only size() stand where a value may.
  const of = operand(node.args[0]);
  return (item, values) => {
    const value = of(item, values);
    const length = value === undefined ? undefined : lengthOf(value);
    return length === undefined ? undefined : { N: String(length) };
  };
};

const contains = (whole: AttributeValue | undefined, part: AttributeValue | undefined): boolean => {
  if (whole === undefined || part === undefined) return false;
  if (whole.S !== undefined) return part.S !== undefined && whole.S.includes(part.S);
  if (whole.B !== undefined) {
    return (
      part.B !== undefined && Buffer.from(whole.B, 'base64').includes(Buffer.from(part.B, 'base64'))
    );
  }
  if (whole.SS !== undefined) return part.S !== undefined && whole.SS.includes(part.S);
  if (whole.NS !== undefined) return part.N !== undefined && whole.NS.includes(part.N);
  if (whole.BS !== undefined) return part.B !== undefined && whole.BS.includes(part.B);
  return whole.L?.some((member) => sameValue(member, part)) ?? false;
};

const beginsWith = (
  whole: AttributeValue | undefined,
  part: AttributeValue | undefined,
): boolean => {
  if (whole?.S !== undefined) return part?.S !== undefined && whole.S.startsWith(part.S);
  if (whole?.B === undefined || part?.B === undefined) return false;
  const head = Buffer.from(part.B, 'base64');
  return Buffer.from(whole.B, 'base64').subarray(0, head.length).equals(head);
};

const ordered: Readonly<Record<string, (order: number) => boolean>> = {
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

const functionTest = (name: string | undefined, args: readonly Operand[]): Test => {
  const [first, second] = args as [Operand, Operand];
  switch (name) {
    case 'attribute_exists':
      return (item, values) => first(item, values) !== undefined;
    case 'attribute_not_exists':
      return (item, values) => first(item, values) === undefined;
    case 'attribute_type':
      return (item, values) => {
        const value = first(item, values);
        return value !== undefined && typeOf(value) === second(item, values)?.S;
      };
    case 'begins_with':
      return (item, values) => beginsWith(first(item, values), second(item, values));
    case 'contains':
      return (item, values) => contains(first(item, values), second(item, values));
    default:
      throw new Error(`no such function in a condition: ${name}`);
  }
};

const between = (args: readonly Operand[]): Test => {
  const [value, low, high] = args as [Operand, Operand, Operand];
  return (item, values) => {
    const subject = value(item, values);
    const fromLow = compareValues(subject, low(item, values));
    const fromHigh = compareValues(subject, high(item, values));
    return fromLow !== undefined && fromHigh !== undefined && fromLow >= 0 && fromHigh <= 0;
  };
};

const test = (node: Operation): Test => {
  switch (node.type) {
    case 'and':
    case 'or':
    case 'not': {
      const [left, right] = node.args.map((arg) =>
        node.type === 'not' || arg !== undefined ? test(arg as Operation) : () => false,
      ) as [Test, Test];
      if (node.type === 'not') return (item, values) => !left(item, values);
      if (node.type === 'and') return (item, values) => left(item, values) && right(item, values);
      return (item, values) => left(item, values) || right(item, values);
    }
    case 'function':
      return functionTest(node.name, node.args.map(operand));
    case 'between':
      return between(node.args.map(operand));
    default:
      return comparison(node);
  }
};

const comparison = (node: Operation): Test => {
  const [left, ...others] = node.args.map(operand) as [Operand, ...Operand[]];
  const right = others[0] as Operand;
  if (node.type === 'in') {
    return (item, values) => {
      const value = left(item, values);
      return value !== undefined && others.some((other) => sameValue(value, other(item, values)));
    };
  }
  if (node.type === '=' || node.type === '<>') {
    const wanted = node.type === '=';
    return (item, values) => {
      const value = left(item, values);
      const other = right(item, values);
      const equal = value !== undefined && sameValue(value, other);
      return equal === wanted;
    };
  }
  const matches = ordered[node.type] as (order: number) => boolean;
  return (item, values) => {
    const order = compareValues(left(item, values), right(item, values));
    return order !== undefined && matches(order);
  };
};

const attributeTypes = ['S', 'N', 'B', 'NULL', 'SS', 'BOOL', 'L', 'BS', 'NS', 'M'];

const shown = (value: AttributeValue): string => {
  const type = typeOf(value);
  return `AttributeValue: {${type}:${String(value[type])}}`;
};

/** Operators with an order take strings, numbers and binary only. */
const checkOrdered = (node: Operation): Check => {
  const refs = node.args.filter((arg) => !isPath(arg) && isReference(arg));
  return (values) => {
    for (const ref of refs) {
      const type = 'ref' in ref ? typeOf(values[ref.ref] as AttributeValue) : 'S';
      if (!(['S', 'N', 'B'] as readonly AttributeType[]).includes(type)) {
        const operator = node.type === 'between' ? 'BETWEEN' : node.type;
        return `Incorrect operand type for operator or function; operator or function: ${operator}, operand type: ${type}`;
      }
    }
    return undefined;
  };
};

const checkBounds = (node: Operation): Check => {
  const [, low, high] = node.args;
  return (values) => {
    if (low === undefined || high === undefined || !('ref' in low) || !('ref' in high)) {
      return undefined;
    }
    const from = values[low.ref] as AttributeValue;
    const to = values[high.ref] as AttributeValue;
    const order = compareValues(from, to);
    if (order === undefined || order <= 0) return undefined;
    return `The BETWEEN operator requires upper bound to be greater than or equal to lower bound; lower bound operand: ${shown(from)}, upper bound operand: ${shown(to)}`;
  };
};

const checkTypeName = (node: Operation): Check => {
  const name = node.args[1];
  return (values) => {
    const type = name !== undefined && 'ref' in name ? values[name.ref]?.S : undefined;
    if (type === undefined || attributeTypes.includes(type)) return undefined;
    return `Invalid attribute type name found; type: ${type}, valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}`;
  };
};

const checksOf = (node: Node): readonly Check[] => {
  if (isPath(node) || isReference(node)) return [];
  const below = node.args.filter((arg) => arg !== undefined).flatMap(checksOf);
  if (node.type === 'between') return [...below, checkOrdered(node), checkBounds(node)];
  if (node.type in ordered) return [...below, checkOrdered(node)];
  if (node.name === 'attribute_type') return [...below, checkTypeName(node)];
  return below;
};

/** What only a request's values can show to be wrong with a parsed condition. */
export const compileChecks = (tree: Operation): Check => {
  const checks = checksOf(tree);
  return (values) => {
    for (const check of checks) {
      const problem = check(values);
      if (problem !== undefined) return problem;
    }
    return undefined;
  };
};

/** Turns a parsed condition into one that runs. */
export const compileCondition = (tree: Operation): Condition => ({
  holds: test(tree),
  problemWith: compileChecks(tree),
});
