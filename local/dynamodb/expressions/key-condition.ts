import { validation } from '../errors.ts';
import type { Node, Operation } from './grammar.ts';
import { isPath, isReference } from './paths.ts';

/** One test on one key attribute; `refs` name its values. */
export interface KeyTest {
  readonly attribute: string;
  readonly operator: '=' | '<' | '<=' | '>' | '>=' | 'between' | 'begins_with';
  readonly refs: readonly string[];
}

const mirrored: Readonly<Record<string, string>> = {
  '=': '=',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
};

const fail = (problem: string) => validation(`Invalid KeyConditionExpression: ${problem}`);

const operatorOf = (node: Operation): string =>
  node.type === 'function' ? (node.name ?? '') : node.type;

const refuseOperator = (node: Operation): void => {
  const operator = operatorOf(node);
  if (node.type !== 'function' && ['or', 'not', 'in', '<>'].includes(node.type)) {
    throw fail(`Invalid operator used in KeyConditionExpression: ${operator.toUpperCase()}`);
  }
  if (node.type === 'function' && operator !== 'begins_with') {
    throw fail(`Invalid operator used in KeyConditionExpression: ${operator}`);
  }
};

const keyTest = (node: Operation): KeyTest => {
  refuseOperator(node);
  if (node.args.some((arg) => !isPath(arg) && !isReference(arg))) {
    throw fail('KeyConditionExpressions cannot contain nested operations');
  }
  const paths = node.args.filter(isPath);
  const [path] = paths;
  if (path === undefined) {
    throw fail('Invalid condition in KeyConditionExpression: No key attribute specified');
  }
  if (paths.length > 1) {
    throw fail(
      'Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition',
    );
  }
  if (path.length > 1) {
    throw fail('KeyConditionExpressions cannot have conditions on nested attributes');
  }
  const first = isPath(node.args[0] as Node);
  const operator = operatorOf(node);
  if (!first && mirrored[operator] === undefined) {
    throw fail(
      `Invalid condition in KeyConditionExpression: ${operator === 'between' ? 'BETWEEN' : operator} operator must have the key attribute as its first operand`,
    );
  }
  return {
    attribute: path[0],
    operator: (first ? operator : mirrored[operator]) as KeyTest['operator'],
    refs: node.args.flatMap((arg) => (!isPath(arg) && isReference(arg) ? [arg.ref] : [])),
  };
};

/** The tests that a key condition consists of. Throws ValidationException for anything that no key condition may hold. */
export const keyTestsOf = (tree: Operation): readonly KeyTest[] => {
  if (tree.type !== 'and') return [keyTest(tree)];
  const tests = tree.args.flatMap((arg) => keyTestsOf(arg as Operation));
  const attributes = new Set(tests.map((test) => test.attribute));
  if (attributes.size < tests.length) {
    throw fail('KeyConditionExpressions must only contain one condition per key');
  }
  return tests;
};
