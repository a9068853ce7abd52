import { type Json, type Leaf, matcherOf, type Test } from './pattern-tests.ts';

/** Tells whether an event is one that a rule wants. */
export type Pattern = (event: unknown) => boolean;

type Fields = Readonly<Record<string, Json>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every value a field may take: an array in the event stands for each of its elements, also of arrays in arrays. */
const valuesOf = (value: Leaf): readonly Leaf[] =>
  Array.isArray(value) ? value.flatMap((each) => valuesOf(each as Leaf)) : [value];

const compileLeaf = (path: string, tests: readonly Json[]): ((value: Leaf) => boolean) => {
  if (tests.length === 0) throw new Error(`event pattern: ${path} has no values`);
  const matchers: readonly Test[] = tests.map((test) => matcherOf(path, test));
  return (value) => {
    const values = valuesOf(value).filter((each) => each !== undefined && !isFields(each));
    return matchers.some((matches) => matches(values));
  };
};

/** A field below a list of objects matches when one of them does; a missing parent leaves the field missing. */
const below = (value: unknown, matches: (value: unknown) => boolean): boolean =>
  Array.isArray(value) && value.some((each) => isFields(each) || Array.isArray(each))
    ? value.some((each) => below(each, matches))
    : matches(value);

const compileAlternatives = (path: string, given: Json): Pattern => {
  if (!Array.isArray(given) || given.length < 2 || !given.every(isFields))
    throw new Error(`event pattern: ${path} must be a list of two or more patterns`);
  const alternatives = given.map((each) => compileFields(path, each));
  return (event) => alternatives.some((matches) => matches(event));
};

const compileField = (path: string, name: string, given: Json): Pattern => {
  const here = path === '' ? name : `${path}.${name}`;
  if (name === '$or') return compileAlternatives(here, given);
  const fieldOf = (event: unknown) => (isFields(event) ? event[name] : undefined);
  if (Array.isArray(given)) {
    const matches = compileLeaf(here, given);
    return (event) => below(event, (each) => matches(fieldOf(each) as Leaf));
  }
  if (!isFields(given))
    throw new Error(
      `event pattern: ${here} must be an object or an array, not ${JSON.stringify(given)}`,
    );
  const matches = compileFields(here, given);
  return (event) => below(event, (each) => matches(fieldOf(each)));
};

const compileFields = (path: string, given: Fields): Pattern => {
  const fields = Object.entries(given).map(([name, value]) => compileField(path, name, value));
  if (fields.length === 0) throw new Error(`event pattern: ${path === '' ? 'it' : path} is empty`);
  return (event) => fields.every((matches) => matches(event));
};

/**
 * Reads an EventBridge event pattern. Throws, naming the place, for anything that it does not know.
 * Source: Amazon EventBridge User Guide, "Comparison operators for use in event patterns".
 */
export const compilePattern = (given: unknown): Pattern => {
  if (!isFields(given)) throw new Error('event pattern: it must be an object');
  return compileFields('', given);
};
