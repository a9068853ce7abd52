import type { AttributeValue, Item } from '../attribute-value.ts';
import { addNumbers, canonicalNumber } from '../decimal.ts';
import { validation } from '../errors.ts';
import type { Values } from './condition.ts';
import type { Node, Operation, Path, UpdateAction } from './grammar.ts';
import { isPath, isReference, valueAt, withValueAt } from './paths.ts';

/** An update expression, ready to run. */
export interface Update {
  /** Every path that it changes. */
  readonly paths: readonly Path[];
  /** The changed item; every operand is read from `item` as it was before. Throws ValidationException. */
  readonly apply: (item: Item, values: Values) => Item;
}

const wrongOperand = () =>
  validation('An operand in the update expression has an incorrect data type');

const missing = () =>
  validation('The provided expression refers to an attribute that does not exist in the item');

type Operand = (item: Item, values: Values) => AttributeValue | undefined;

const sum = (left: string | undefined, right: string | undefined, sign: 1 | -1): AttributeValue => {
  if (left === undefined || right === undefined) throw wrongOperand();
  const result = canonicalNumber(addNumbers(left, right, sign));
  if ('problem' in result) throw validation(result.problem);
  return { N: result.text };
};

const operand = (node: Node): Operand => {
  if (isPath(node)) return (item) => valueAt(item, node);
  if (isReference(node)) return (_item, values) => values[node.ref];
  return operation(node);
};

const present = (node: Node | undefined): ((item: Item, values: Values) => AttributeValue) => {
  const read = operand(node as Node);
  return (item, values) => {
    const value = read(item, values);
    if (value === undefined) throw missing();
    return value;
  };
};

const operation = (node: Operation): Operand => {
  const [first, second] = node.args as [Node, Node];
  if (node.name === 'if_not_exists') {
    const current = operand(first);
    const otherwise = present(second);
    return (item, values) => current(item, values) ?? otherwise(item, values);
  }
  const left = present(first);
  const right = present(second);
  if (node.name === 'list_append') {
    return (item, values) => {
      const head = left(item, values).L;
      const tail = right(item, values).L;
      if (head === undefined || tail === undefined) throw wrongOperand();
      return { L: [...head, ...tail] };
    };
  }
  const sign = node.type === 'add' ? 1 : -1;
  return (item, values) => sum(left(item, values).N, right(item, values).N, sign);
};

const setTypes = ['SS', 'NS', 'BS'] as const;

/** ADD: a number grows, a set takes in; either starts from nothing. */
const added = (current: AttributeValue | undefined, by: AttributeValue): AttributeValue => {
  if (by.N !== undefined) return current === undefined ? by : sum(current.N, by.N, 1);
  for (const type of setTypes) {
    const members = by[type];
    if (members === undefined) continue;
    if (current === undefined) return by;
    const existing = current[type];
    if (existing === undefined) throw wrongOperand();
    return { [type]: [...new Set([...existing, ...members])] };
  }
  throw wrongOperand();
};

/** DELETE: takes members out of a set; a set that becomes empty goes. */
const without = (
  current: AttributeValue | undefined,
  by: AttributeValue,
): AttributeValue | undefined => {
  if (current === undefined) return undefined;
  for (const type of setTypes) {
    const members = by[type];
    if (members === undefined) continue;
    const rest = current[type]?.filter((member) => !members.includes(member));
    if (rest === undefined) throw wrongOperand();
    return rest.length === 0 ? undefined : { [type]: rest };
  }
  throw wrongOperand();
};

interface Change {
  readonly path: Path;
  readonly value: AttributeValue | undefined;
}

const change = (action: UpdateAction): ((item: Item, values: Values) => Change) => {
  const { path, type } = action;
  if (type === 'remove') return () => ({ path, value: undefined });
  const value = present(action.val);
  if (type === 'set') return (item, values) => ({ path, value: value(item, values) });
  const combine = type === 'add' ? added : without;
  return (item, values) => ({ path, value: combine(valueAt(item, path), value(item, values)) });
};

/** Removals last, and from the end of a list, so that positions mean the list as it was. */
const byPosition = (a: Change, b: Change): number => {
  if ((a.value === undefined) !== (b.value === undefined)) return a.value === undefined ? 1 : -1;
  const direction = a.value === undefined ? -1 : 1;
  for (let at = 0; at < Math.min(a.path.length, b.path.length); at++) {
    const left = a.path[at];
    const right = b.path[at];
    if (left === right) continue;
    if (typeof left === 'number' && typeof right === 'number') return (left - right) * direction;
    return 0;
  }
  return 0;
};

/** Turns the parsed actions into an update that runs. */
export const compileUpdate = (actions: readonly UpdateAction[]): Update => {
  const changes = actions.map(change);
  return {
    paths: actions.map((action) => action.path),
    apply: (item, values) => {
      const made = changes.map((make) => make(item, values));
      if (made.length > 1) made.sort(byPosition);
      return made.reduce((next, { path, value }) => withValueAt(next, path, value), item);
    },
  };
};
