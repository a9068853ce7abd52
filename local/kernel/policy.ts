/** A value or several, as IAM's JSON allows both everywhere. */
type Many<T> = T | readonly T[];

/** One statement of an IAM policy document. */
export interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action?: Many<string>;
  readonly NotAction?: Many<string>;
  readonly Resource?: Many<string>;
  readonly NotResource?: Many<string>;
  readonly Principal?: '*' | Readonly<Record<string, Many<string>>>;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, Many<string | boolean>>>>>;
}

/** An IAM policy document. */
export interface PolicyDocument {
  readonly Statement: Many<Statement>;
}

/** The condition keys that a request carries. */
export type RequestContext = Readonly<Record<string, string | readonly string[]>>;

/** The list behind a value that may stand alone. */
export const many = <T>(value: Many<T> | undefined): readonly T[] => {
  if (value === undefined) return [];
  return Array.isArray(value) ? (value as readonly T[]) : [value as T];
};

const patterns = new Map<string, RegExp>();

/** Whether `value` fits a pattern in which `*` stands for any text and `?` for any one character. */
export const fitsWildcard = (pattern: string, value: string, ignoreCase = false): boolean => {
  if (pattern === '*' || pattern === value) return true;
  if (!ignoreCase && !pattern.includes('*') && !pattern.includes('?')) return false;
  const key = `${ignoreCase ? 'i' : 's'}${pattern}`;
  let compiled = patterns.get(key);
  if (compiled === undefined) {
    const source = pattern
      .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.');
    compiled = new RegExp(`^${source}$`, ignoreCase ? 'is' : 's');
    patterns.set(key, compiled);
  }
  return compiled.test(value);
};

type Compare = (wanted: string, held: string) => boolean;

const comparisons: Readonly<Record<string, Compare>> = {
  StringEquals: (wanted, held) => wanted === held,
  StringEqualsIgnoreCase: (wanted, held) => wanted.toLowerCase() === held.toLowerCase(),
  StringLike: (wanted, held) => fitsWildcard(wanted, held),
  ArnEquals: (wanted, held) => fitsWildcard(wanted, held),
  ArnLike: (wanted, held) => fitsWildcard(wanted, held),
  Bool: (wanted, held) => wanted === held,
};

const NEGATED: Readonly<Record<string, string>> = {
  StringNotEquals: 'StringEquals',
  StringNotLike: 'StringLike',
  ArnNotEquals: 'ArnEquals',
  ArnNotLike: 'ArnLike',
};

/** One line of a condition block. A missing key fails it, except under IfExists, ForAllValues and the Not operators. */
const holds = (
  operator: string,
  wanted: readonly string[],
  held: readonly string[] | undefined,
): boolean => {
  const optional = operator.endsWith('IfExists');
  const bare = optional ? operator.slice(0, -'IfExists'.length) : operator;
  const [quantifier, name] = bare.includes(':')
    ? (bare.split(':') as [string, string])
    : ['', bare];
  if (name === 'Null') return (held === undefined) === (wanted[0] === 'true');
  const positive = NEGATED[name];
  const compare = comparisons[positive ?? name];
  if (compare === undefined) throw new Error(`the condition operator ${operator} is not supported`);
  if (held === undefined)
    return (
      optional || quantifier === 'ForAllValues' || (positive !== undefined && quantifier === '')
    );
  const fits = (value: string) => {
    const found = wanted.some((each) => compare(each, value));
    return positive === undefined ? found : !found;
  };
  return quantifier === 'ForAllValues' ? held.every(fits) : held.some(fits);
};

/** Whether every condition of a statement holds. Throws on an operator it does not know. */
export const conditionsHold = (statement: Statement, context: RequestContext): boolean =>
  Object.entries(statement.Condition ?? {}).every(([operator, keys]) =>
    Object.entries(keys).every(([key, wanted]) => {
      const held = context[key];
      return holds(operator, many(wanted).map(String), held === undefined ? undefined : many(held));
    }),
  );

/** Whether a statement speaks about an action. */
export const coversAction = (statement: Statement, action: string): boolean => {
  const fits = (pattern: string) => fitsWildcard(pattern, action, true);
  return statement.NotAction === undefined
    ? many(statement.Action).some(fits)
    : !many(statement.NotAction).some(fits);
};

/** Whether a statement speaks about a resource. */
export const coversResource = (statement: Statement, resource: string): boolean => {
  const fits = (pattern: string) => fitsWildcard(pattern, resource);
  return statement.NotResource === undefined
    ? many(statement.Resource).some(fits)
    : !many(statement.NotResource).some(fits);
};
