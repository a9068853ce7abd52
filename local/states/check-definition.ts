import { checkVariables } from './check-variables.ts';
import { isArguable, parseExpression } from './expressions.ts';

type Fields = Readonly<Record<string, unknown>>;

const everywhere = ['Type', 'Comment', 'QueryLanguage'];
const moves = ['Next', 'End', 'Assign', 'Output'];
const mends = ['Retry', 'Catch'];

/** The fields of each type under JSONata that the local cloud honours; any other is refused, not passed over. */
const known: Readonly<Record<string, readonly string[]>> = {
  Task: ['Resource', 'Arguments', 'TimeoutSeconds', 'HeartbeatSeconds', ...moves, ...mends],
  Choice: ['Choices', 'Default', 'Assign', 'Output'],
  Wait: ['Seconds', 'Timestamp', ...moves],
  Pass: moves,
  Succeed: ['Output'],
  Fail: ['Error', 'Cause'],
  Parallel: ['Branches', 'Arguments', ...moves, ...mends],
  Map: ['Items', 'ItemSelector', 'ItemProcessor', 'MaxConcurrency', ...moves, ...mends],
};

const parts = {
  machine: ['Comment', 'StartAt', 'States', 'QueryLanguage', 'TimeoutSeconds', 'Version'],
  branch: ['Comment', 'StartAt', 'States'],
  processor: ['Comment', 'StartAt', 'States', 'ProcessorConfig'],
  rule: ['Condition', 'Next', 'Assign', 'Output', 'Comment'],
  catcher: ['ErrorEquals', 'Next', 'Assign', 'Output', 'Comment'],
  retrier: [
    'ErrorEquals',
    'IntervalSeconds',
    'MaxAttempts',
    'BackoffRate',
    'MaxDelaySeconds',
    'JitterStrategy',
    'Comment',
  ],
} as const;

const RESOURCES = [
  'arn:aws:states:::lambda:invoke',
  'arn:aws:states:::lambda:invoke.waitForTaskToken',
];
/** A function by its ARN, as a resource of its own. */
export const FUNCTION = /^arn:aws:lambda:[\w-]+:\d+:function:[\w-]+(:[\w$-]+)?$/;

const only = (fields: Fields, allowed: readonly string[], where: string): void => {
  const odd = Object.keys(fields).find((name) => !allowed.includes(name));
  if (odd !== undefined) throw new Error(`${where}: the field ${odd} is not supported`);
};

const list = (value: unknown): readonly Fields[] => (value ?? []) as readonly Fields[];

/** Every expression below a value must be JSONata that can be read. */
const checkExpressions = (value: unknown, where: string): void => {
  if (typeof value === 'string') {
    if (isArguable(value)) parseExpression(value, where);
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, each] of Object.entries(value)) checkExpressions(each, `${where}/${name}`);
  }
};

const checkTask = (state: Fields, where: string): void => {
  const resource = String(state['Resource']);
  if (!RESOURCES.includes(resource) && !FUNCTION.test(resource))
    throw new Error(`${where}: the resource ${resource} is not supported`);
  if (FUNCTION.test(resource)) return;
  if (isArguable(state['Arguments'])) return;
  only((state['Arguments'] ?? {}) as Fields, ['FunctionName', 'Payload'], where);
};

const checkMap = (state: Fields, where: string): void => {
  const processor = state['ItemProcessor'] as Fields | undefined;
  if (processor === undefined) throw new Error(`${where}: a Map needs an ItemProcessor`);
  const config = (processor['ProcessorConfig'] ?? {}) as Fields;
  if ((config['Mode'] ?? 'INLINE') !== 'INLINE')
    throw new Error(`${where}: a distributed Map is not supported`);
  checkBlock(processor, parts.processor, `${where}/ItemProcessor`);
};

const targetsOf = (state: Fields): readonly unknown[] =>
  [
    state['Next'],
    state['Default'],
    ...list(state['Choices']).map(({ Next }) => Next),
    ...list(state['Catch']).map(({ Next }) => Next),
  ].filter((target) => target !== undefined);

const checkState = (state: Fields, siblings: Fields, where: string): void => {
  const type = String(state['Type']);
  const fields = known[type];
  if (fields === undefined) throw new Error(`${where}: the state type ${type} is not supported`);
  if ((state['QueryLanguage'] ?? 'JSONata') !== 'JSONata')
    throw new Error(`${where}: the query language ${state['QueryLanguage']} is not supported`);
  only(state, [...everywhere, ...fields], where);
  for (const rule of list(state['Choices'])) only(rule, parts.rule, `${where}/Choices`);
  for (const retrier of list(state['Retry'])) only(retrier, parts.retrier, `${where}/Retry`);
  for (const catcher of list(state['Catch'])) only(catcher, parts.catcher, `${where}/Catch`);
  const lost = targetsOf(state).find((target) => !Object.hasOwn(siblings, String(target)));
  if (lost !== undefined) throw new Error(`${where}: there is no state ${lost} to go to`);
  const { Branches, ItemProcessor, ...own } = state;
  checkExpressions(own, where);
  if (type === 'Task') checkTask(state, where);
  if (type === 'Map') checkMap(state, where);
  for (const branch of list(Branches)) checkBlock(branch, parts.branch, `${where}/Branches`);
};

const checkBlock = (block: Fields, allowed: readonly string[], where: string): void => {
  only(block, allowed, where);
  const states = (block['States'] ?? {}) as Readonly<Record<string, Fields>>;
  if (!Object.hasOwn(states, String(block['StartAt'])))
    throw new Error(`${where}: there is no state ${block['StartAt']} to start at`);
  for (const [name, state] of Object.entries(states)) checkState(state, states, `${where}/${name}`);
};

/** Throws, by name, for whatever a definition holds that the local cloud would not do as AWS does. */
export const checkDefinition = (machine: string, definition: object): void => {
  const fields = definition as Fields;
  if (fields['QueryLanguage'] !== 'JSONata')
    throw new Error(`${machine}: only state machines that speak JSONata are supported`);
  checkBlock(fields, parts.machine, machine);
  checkVariables(fields, machine);
};
