import type { AttributeValue, Item } from '../attribute-value.ts';
import { validation } from '../errors.ts';
import type { Node, Path, Reference } from './grammar.ts';

export const isPath = (node: Node): node is Path => Array.isArray(node);

export const isReference = (node: Node): node is Reference => 'ref' in node;

const child = (value: AttributeValue | undefined, step: string | number) =>
  typeof step === 'number' ? value?.L?.[step] : own(value?.M, step);

const own = (item: Item | undefined, name: string): AttributeValue | undefined =>
  item !== undefined && Object.hasOwn(item, name) ? item[name] : undefined;

/** What a path leads to; undefined where it leads nowhere. */
export const valueAt = (item: Item, path: Path): AttributeValue | undefined => {
  let value = own(item, path[0]);
  for (let at = 1; at < path.length && value !== undefined; at++) {
    value = child(value, path[at] as string | number);
  }
  return value;
};

const invalidPath = () =>
  validation('The document path provided in the update expression is invalid for update');

type Steps = readonly (string | number)[];

/** `item` with the value at `path` replaced (or removed, when undefined); what lies beside it is shared. */
export const withValueAt = (item: Item, path: Steps, value: AttributeValue | undefined): Item => {
  const [name, ...rest] = path as readonly [string, ...Steps];
  const next = rest.length === 0 ? value : withChild(own(item, name), rest, value);
  if (next !== undefined) return { ...item, [name]: next };
  const { [name]: _removed, ...others } = item;
  return others;
};

const withChild = (
  parent: AttributeValue | undefined,
  path: Steps,
  value: AttributeValue | undefined,
): AttributeValue => {
  const [step, ...rest] = path;
  if (typeof step === 'string') {
    if (parent?.M === undefined) throw invalidPath();
    return { M: withValueAt(parent.M, path, value) };
  }
  if (parent?.L === undefined || step === undefined) throw invalidPath();
  return { L: withMember(parent.L, step, rest, value) };
};

/** A position beyond the end appends; removing there does nothing. */
const withMember = (
  list: readonly AttributeValue[],
  position: number,
  rest: Steps,
  value: AttributeValue | undefined,
): readonly AttributeValue[] => {
  const next = rest.length === 0 ? value : withChild(list[position], rest, value);
  if (next === undefined) return list.filter((_, at) => at !== position);
  if (position >= list.length) return [...list, next];
  return list.map((member, at) => (at === position ? next : member));
};

/** Only what the paths lead to, in its place; list members close up in their order. */
export const projected = (item: Item, paths: readonly Path[]): Item => project(item, paths);

const project = (item: Item, paths: readonly Steps[]): Item => {
  const result: Record<string, AttributeValue> = {};
  for (const [name, below] of grouped(paths)) {
    const value = own(item, name as string);
    const kept = value === undefined ? undefined : keep(value, below);
    if (kept !== undefined) result[name as string] = kept;
  }
  return result;
};

const grouped = (paths: readonly Steps[]): Map<string | number, Steps[]> => {
  const groups = new Map<string | number, Steps[]>();
  for (const [head, ...rest] of paths) {
    if (head === undefined) continue;
    const group = groups.get(head) ?? [];
    group.push(rest);
    groups.set(head, group);
  }
  return groups;
};

const keep = (value: AttributeValue, paths: readonly Steps[]): AttributeValue | undefined => {
  if (paths.some((path) => path.length === 0)) return value;
  const byName = paths.filter((path) => typeof path[0] === 'string');
  const byPosition = paths.filter((path) => typeof path[0] === 'number');
  if (value.M !== undefined && byName.length > 0) {
    const map = project(value.M, byName);
    return Object.keys(map).length === 0 ? undefined : { M: map };
  }
  if (value.L === undefined || byPosition.length === 0) return undefined;
  const positions = [...grouped(byPosition)].sort(([a], [b]) => Number(a) - Number(b));
  const list = positions.flatMap(([position, below]) => {
    const member = value.L?.[position as number];
    return (member === undefined ? undefined : keep(member, below)) ?? [];
  });
  return list.length === 0 ? undefined : { L: list };
};
