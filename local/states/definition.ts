import { createHash } from 'node:crypto';
import type { Resource } from '../kernel/resources.ts';
import { checkDefinition } from './check-definition.ts';

/** One state as the Amazon States Language writes it; `check-definition.ts` has looked at every field. */
// biome-ignore lint/suspicious/noExplicitAny: the fields are the language's, and differ by type.
export type State = Readonly<Record<string, any>>;

/** A run of states: the whole machine, a branch, or what a Map does with an item. */
export interface Block {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, State>>;
}

/** A state machine as it was when an execution started; a later deploy does not change what runs. */
export interface Machine {
  readonly arn: string;
  readonly name: string;
  readonly roleArn: string;
  /** JSON text, as DescribeStateMachine gives it. */
  readonly definition: string;
  /** Names machine and definition together. */
  readonly revision: string;
  readonly startAt: string;
  readonly timeoutMs: number | undefined;
  /** Every state of every block: names are unique in a machine. */
  readonly states: ReadonlyMap<string, State>;
}

/** The blocks inside a state. */
const blocksOf = (state: State): readonly Block[] =>
  state['Branches'] ?? (state['ItemProcessor'] === undefined ? [] : [state['ItemProcessor']]);

const everyState = ({ States }: Block): readonly (readonly [string, State])[] =>
  Object.entries(States).flatMap(([name, state]) => [
    [name, state] as const,
    ...blocksOf(state).flatMap(everyState),
  ]);

/** Reads a machine's definition. Throws, by name, for what the local cloud does not run. */
export const openMachine = (given: Pick<Machine, 'arn' | 'roleArn' | 'definition'>): Machine => {
  const { arn, roleArn, definition } = given;
  const name = arn.slice(arn.lastIndexOf(':') + 1);
  const parsed: Block & { readonly TimeoutSeconds?: number } = JSON.parse(definition);
  checkDefinition(name, parsed);
  const seconds = parsed.TimeoutSeconds;
  return {
    ...given,
    name,
    revision: createHash('sha256').update([arn, roleArn, definition].join('\n')).digest('hex'),
    startAt: parsed.StartAt,
    timeoutMs: seconds === undefined ? undefined : seconds * 1000,
    states: new Map(everyState(parsed)),
  };
};

const REFUSED = ['DefinitionS3Location', 'EncryptionConfiguration'] as const;

/** Reads an AWS::StepFunctions::StateMachine. Throws, by name, for what the local cloud does not run. */
export const machineOf = ({ id, arn, properties }: Resource): Machine => {
  const refused = REFUSED.find((name) => properties[name] !== undefined);
  if (refused !== undefined) throw new Error(`${id}: ${refused} is not supported`);
  if ((properties['StateMachineType'] ?? 'STANDARD') !== 'STANDARD')
    throw new Error(`${id}: only STANDARD state machines are supported`);
  const { DefinitionString, Definition, DefinitionSubstitutions } = properties;
  const written: string = DefinitionString ?? JSON.stringify(Definition);
  const definition = Object.entries(DefinitionSubstitutions ?? {}).reduce(
    (text, [name, value]) => text.replaceAll(`\${${name}}`, String(value)),
    written,
  );
  return openMachine({ arn, roleArn: properties['RoleArn'], definition });
};
