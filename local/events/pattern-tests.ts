import { BlockList, isIPv4, isIPv6 } from 'node:net';

/** What a pattern is written in. */
export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [name: string]: Json };

/** What an event holds in one place; undefined when it holds nothing there. */
export type Leaf = Json | undefined;

/** Tests all values of one field at once; no values means that the field is missing. */
export type Test = (values: readonly Leaf[]) => boolean;

type ValueTest = (value: Leaf) => boolean;

const bad = (path: string, test: Json): Error =>
  new Error(`event pattern: ${path} has ${JSON.stringify(test)}, which is not supported`);

const textTest =
  (test: (text: string) => boolean): ValueTest =>
  (value) =>
    typeof value === 'string' && test(value);

/** `prefix` and `suffix` take a text, or one whose case does not matter. */
const affix = (
  given: Json,
  fits: (value: string, affix: string) => boolean,
): ValueTest | undefined => {
  if (typeof given === 'string') return textTest((value) => fits(value, given));
  const folded =
    typeof given === 'object' &&
    given !== null &&
    (given as { [name: string]: Json })['equals-ignore-case'];
  if (typeof folded !== 'string') return undefined;
  return textTest((value) => fits(value.toLowerCase(), folded.toLowerCase()));
};

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** `*` stands for any characters; `\*` and `\\` for themselves. */
const wildcard = (given: Json): ValueTest | undefined => {
  if (typeof given !== 'string' || given.includes('**')) return undefined;
  const parts = given.match(/\\[*\\]|\*|[^*\\]+|\\/g) ?? [];
  const source = parts.map((part) => {
    if (part === '*') return '.*';
    return escaped(part.length === 2 && part.startsWith('\\') ? part.slice(1) : part);
  });
  const expression = new RegExp(`^${source.join('')}$`, 's');
  return textTest((value) => expression.test(value));
};

const comparisons: Readonly<Record<string, (value: number, bound: number) => boolean>> = {
  '=': (value, bound) => value === bound,
  '<': (value, bound) => value < bound,
  '<=': (value, bound) => value <= bound,
  '>': (value, bound) => value > bound,
  '>=': (value, bound) => value >= bound,
};

const numeric = (given: Json): ValueTest | undefined => {
  if (!Array.isArray(given) || (given.length !== 2 && given.length !== 4)) return undefined;
  const bounds: ValueTest[] = [];
  for (let at = 0; at < given.length; at += 2) {
    const compare = comparisons[String(given[at])];
    const bound = given[at + 1];
    if (compare === undefined || typeof bound !== 'number') return undefined;
    bounds.push((value) => typeof value === 'number' && compare(value, bound));
  }
  return (value) => bounds.every((test) => test(value));
};

const cidr = (given: Json): ValueTest | undefined => {
  const [address = '', bits] = String(given).split('/');
  const family = isIPv4(address) ? 'ipv4' : 'ipv6';
  if (bits === undefined || !(isIPv4(address) || isIPv6(address))) return undefined;
  const block = new BlockList();
  block.addSubnet(address, Number(bits), family);
  return textTest(
    (value) =>
      (isIPv4(value) || isIPv6(value)) && block.check(value, isIPv4(value) ? 'ipv4' : 'ipv6'),
  );
};

const ignoringCase = (given: Json): ValueTest | undefined =>
  typeof given === 'string'
    ? textTest((value) => value.toLowerCase() === given.toLowerCase())
    : undefined;

const valueTests: Readonly<Record<string, (given: Json) => ValueTest | undefined>> = {
  prefix: (given) => affix(given, (value, start) => value.startsWith(start)),
  suffix: (given) => affix(given, (value, end) => value.endsWith(end)),
  'equals-ignore-case': ignoringCase,
  wildcard,
  numeric,
  cidr,
};

const single = (test: Json): readonly [string, Json] | undefined => {
  if (typeof test !== 'object' || test === null || Array.isArray(test)) return undefined;
  const entries = Object.entries(test);
  return entries.length === 1 ? entries[0] : undefined;
};

/** What `anything-but` excludes: values, or what an operator names, each alone or in a list. */
const excluded = (path: string, given: Json): ValueTest => {
  const operator = single(given);
  const make = operator && valueTests[operator[0]];
  if (operator !== undefined && make !== undefined && operator[0] !== 'numeric') {
    const choices = Array.isArray(operator[1]) ? operator[1] : [operator[1]];
    const tests = choices.map((choice: Json) => make(choice));
    if (tests.every((each) => each !== undefined))
      return (value) => tests.some((test) => test(value));
    throw bad(path, given);
  }
  const choices: readonly Json[] = Array.isArray(given) ? given : [given];
  if (choices.some((choice) => typeof choice === 'object' && choice !== null))
    throw bad(path, given);
  return (value) => choices.includes(value as Json);
};

/** One entry of a pattern's list as a test over the field's values. Throws for what it does not know. */
export const matcherOf = (path: string, test: Json): Test => {
  if (typeof test !== 'object' || test === null) return (values) => values.includes(test);
  const operator = single(test);
  if (operator === undefined) throw bad(path, test);
  const [name, given] = operator;
  if (name === 'exists' && typeof given === 'boolean')
    return (values) => values.length > 0 === given;
  if (name === 'anything-but') {
    const refuses = excluded(path, given);
    return (values) => values.some((value) => !refuses(value));
  }
  const matches = valueTests[name]?.(given);
  if (matches === undefined) throw bad(path, test);
  return (values) => values.some(matches);
};
