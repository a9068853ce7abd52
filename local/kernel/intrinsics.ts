/** What intrinsic functions ask of their surroundings: one stack's names, and the whole app's exports. */
export interface Scope {
  /** `Ref` of a resource, a parameter or a pseudo parameter; throws for a name that nothing has. */
  readonly ref: (name: string) => unknown;
  readonly attribute: (logicalId: string, attribute: string) => unknown;
  readonly condition: (name: string) => boolean;
  readonly mapping: (map: string, first: string, second: string) => unknown;
  readonly importValue: (exportName: string) => unknown;
  readonly stackOutput: (stack: string, output: string) => unknown;
}

/** `AWS::NoValue`: the property or list entry that holds it goes away. */
export const NO_VALUE = Symbol('AWS::NoValue');

type Resolve = (value: unknown) => unknown;
type Intrinsic = (argument: unknown, resolve: Resolve, scope: Scope) => unknown;

const text = (value: unknown): string => {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new Error(`expected text, found ${JSON.stringify(value)}`);
};

const list = (value: unknown): readonly unknown[] => {
  if (Array.isArray(value)) return value;
  throw new Error(`expected a list, found ${JSON.stringify(value)}`);
};

const attributeOf = (argument: unknown, resolve: Resolve): readonly [string, string] => {
  if (typeof argument === 'string') {
    const dot = argument.indexOf('.');
    return [argument.slice(0, dot), argument.slice(dot + 1)];
  }
  const [logicalId, attribute] = list(argument);
  return [text(logicalId), text(resolve(attribute))];
};

const substitute: Intrinsic = (argument, resolve, scope) => {
  const [pattern, variables] = typeof argument === 'string' ? [argument, {}] : list(argument);
  const own = variables as Readonly<Record<string, unknown>>;
  return text(pattern).replaceAll(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
    if (literal === '!') return `\${${name}}`;
    if (Object.hasOwn(own, name)) return text(resolve(own[name]));
    if (!name.includes('.')) return text(scope.ref(name));
    return text(scope.attribute(...attributeOf(name, resolve)));
  });
};

const truth: Resolve = (value) => value === true || value === 'true';

const intrinsics: Readonly<Record<string, Intrinsic>> = {
  Ref: (name, _, scope) => scope.ref(text(name)),
  Condition: (name, _, scope) => scope.condition(text(name)),
  'Fn::GetAtt': (argument, resolve, scope) => scope.attribute(...attributeOf(argument, resolve)),
  'Fn::Sub': substitute,
  'Fn::Join': (argument, resolve) => {
    const [separator, parts] = list(argument);
    return list(resolve(parts)).map(text).join(text(separator));
  },
  'Fn::Select': (argument, resolve) => {
    const [index, parts] = list(argument);
    return list(resolve(parts))[Number(resolve(index))];
  },
  'Fn::Split': (argument, resolve) => {
    const [separator, value] = list(argument);
    return text(resolve(value)).split(text(separator));
  },
  'Fn::If': (argument, resolve, scope) => {
    const [condition, yes, no] = list(argument);
    return resolve(scope.condition(text(condition)) ? yes : no);
  },
  'Fn::Equals': (argument, resolve) => {
    const [left, right] = list(argument).map(resolve);
    return text(left) === text(right);
  },
  'Fn::And': (argument, resolve) => list(argument).map(resolve).every(truth),
  'Fn::Or': (argument, resolve) => list(argument).map(resolve).some(truth),
  'Fn::Not': (argument, resolve) => !truth(resolve(list(argument)[0])),
  'Fn::FindInMap': (argument, resolve, scope) => {
    const [map, first, second] = list(argument).map((key) => text(resolve(key)));
    return scope.mapping(map as string, first as string, second as string);
  },
  'Fn::ImportValue': (name, resolve, scope) => scope.importValue(text(resolve(name))),
  'Fn::GetStackOutput': (argument, resolve, scope) => {
    const { StackName, OutputName } = resolve(argument) as Readonly<Record<string, string>>;
    return scope.stackOutput(text(StackName), text(OutputName));
  },
  'Fn::Base64': (value, resolve) => Buffer.from(text(resolve(value))).toString('base64'),
  'Fn::ToJsonString': (value, resolve) => JSON.stringify(resolve(value)),
  'Fn::Length': (value, resolve) => list(resolve(value)).length,
  'Fn::GetAZs': (_, __, scope) =>
    ['a', 'b', 'c'].map((zone) => `${scope.ref('AWS::Region')}${zone}`),
};

/** The single key of an object that is an intrinsic call, e.g. `{ Ref: … }`; undefined for plain data. */
const intrinsicOf = (value: object): string | undefined => {
  const keys = Object.keys(value);
  const key = keys[0];
  if (keys.length !== 1 || key === undefined) return undefined;
  if (
    Object.hasOwn(intrinsics, key) &&
    (key !== 'Condition' || typeof Object.values(value)[0] === 'string')
  )
    return key;
  if (key.startsWith('Fn::')) throw new Error(`${key} is not supported`);
  return undefined;
};

/** Replaces every intrinsic function in `value` by what it stands for. Throws on one it does not know, by name. */
export const resolveIntrinsics = (value: unknown, scope: Scope): unknown => {
  const resolve: Resolve = (each) => {
    if (Array.isArray(each)) return each.map(resolve).filter((item) => item !== NO_VALUE);
    if (typeof each !== 'object' || each === null) return each;
    const name = intrinsicOf(each);
    if (name !== undefined)
      return (intrinsics[name] as Intrinsic)(
        (each as Record<string, unknown>)[name],
        resolve,
        scope,
      );
    return Object.fromEntries(
      Object.entries(each)
        .map(([key, item]) => [key, resolve(item)] as const)
        .filter(([, item]) => item !== NO_VALUE),
    );
  };
  return resolve(value);
};
