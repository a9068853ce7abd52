type Fields = Readonly<Record<string, unknown>>;

const list = (value: unknown): readonly Fields[] => (value ?? []) as readonly Fields[];

const statesOf = (block: Fields): readonly Fields[] =>
  Object.values(block['States'] as Readonly<Record<string, Fields>>);

/** The variables that the states of a block assign, in any of the places where they can. */
const assignedIn = (block: Fields): readonly string[] =>
  statesOf(block)
    .flatMap((state) => [state, ...list(state['Choices']), ...list(state['Catch'])])
    .flatMap(({ Assign }) => Object.keys((Assign ?? {}) as Fields));

const blocksOf = (state: Fields): readonly Fields[] => [
  ...list(state['Branches']),
  ...(state['ItemProcessor'] === undefined ? [] : [state['ItemProcessor'] as Fields]),
];

/**
 * Throws, by name, where a branch or an item assigns a variable of outside, or anybody `states`. Source: Developer Guide,
 * "Passing data between states with variables": a name belongs to one scope, and `$states` to Step Functions.
 */
export const checkVariables = (
  block: Fields,
  where: string,
  outer: ReadonlySet<string> = new Set(['states']),
): void => {
  const own = assignedIn(block);
  const clash = own.find((name) => outer.has(name));
  if (clash !== undefined)
    throw new Error(`${where}: the variable ${clash} belongs to another scope`);
  const visible = new Set([...outer, ...own]);
  for (const inner of statesOf(block).flatMap(blocksOf)) checkVariables(inner, where, visible);
};
