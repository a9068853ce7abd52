import { describe, expect, it } from 'vitest';
import {
  type Definition,
  definitionOf,
  functionArn,
  machine,
  startStates,
  task,
} from './support.ts';

/** What a substitution fills in. */
const placeholder = (name: string) => `\${${name}}`;

const done: Definition = { Type: 'Succeed' };
const opening =
  (definition: Definition, properties: Definition = {}) =>
  () =>
    startStates(machine(definition, properties));
const withState = (state: Definition) => opening(definitionOf({ Odd: state, Done: done }));

/** What is odd about a state, the state, and what is said of it. */
const oddStates: readonly (readonly [string, Definition, string])[] = [
  ['a type that is unknown', { Type: 'Loop' }, 'the state type Loop is not supported'],
  [
    'JSONPath',
    { Type: 'Pass', QueryLanguage: 'JSONPath', End: true },
    'the query language JSONPath',
  ],
  ['JSONPath fields', task('do', { ResultPath: '$.x', End: true }), 'the field ResultPath'],
  [
    'another service',
    { Type: 'Task', Resource: 'arn:aws:states:::sqs:sendMessage', End: true },
    'the resource arn:aws:states:::sqs:sendMessage',
  ],
  [
    'an SDK call',
    { Type: 'Task', Resource: 'arn:aws:states:::aws-sdk:dynamodb:putItem', End: true },
    'the resource arn:aws:states:::aws-sdk',
  ],
  [
    'an activity',
    { Type: 'Task', Resource: 'arn:aws:states:eu-west-1:000000000000:activity:a', End: true },
    'the resource arn:aws:states:eu-west-1',
  ],
  [
    'an invocation that waits for nobody',
    task('do', { Arguments: { FunctionName: 'do', InvocationType: 'Event' }, End: true }),
    'the field InvocationType',
  ],
  ['a way to nowhere', { Type: 'Pass', Next: 'Nowhere' }, 'there is no state Nowhere to go to'],
  [
    'a catcher to nowhere',
    task('do', { Catch: [{ ErrorEquals: ['States.ALL'], Next: 'X' }], End: true }),
    'there is no state X to go to',
  ],
  [
    'an expression that is none',
    { Type: 'Pass', Output: { a: '{% $states.( %}' }, End: true },
    'saga/Odd/Output/a: {% $states.( %} cannot be read',
  ],
  [
    'a distributed Map',
    {
      Type: 'Map',
      ItemProcessor: {
        ProcessorConfig: { Mode: 'DISTRIBUTED' },
        StartAt: 'A',
        States: { A: done },
      },
      End: true,
    },
    'a distributed Map is not supported',
  ],
  [
    'a tolerance that only distributed Maps have',
    { Type: 'Map', ToleratedFailureCount: 1, End: true },
    'the field ToleratedFailureCount',
  ],
  [
    'an odd field of a retrier',
    task('do', { Retry: [{ ErrorEquals: ['A'], Interval: 1 }], End: true }),
    'saga/Odd/Retry: the field Interval',
  ],
  [
    'something odd inside a branch',
    { Type: 'Parallel', Branches: [{ StartAt: 'A', States: { A: { Type: 'Odd' } } }], End: true },
    'saga/Odd/Branches/A: the state type Odd',
  ],
  [
    'a variable that is Step Functions own',
    { Type: 'Pass', Assign: { states: 1 }, End: true },
    'saga: the variable states belongs to another scope',
  ],
  [
    'a branch that assigns a variable of outside',
    {
      Type: 'Parallel',
      Assign: { n: 1 },
      Branches: [{ StartAt: 'A', States: { A: { Type: 'Pass', Assign: { n: 2 }, End: true } } }],
      End: true,
    },
    'saga: the variable n belongs to another scope',
  ],
];

describe('a definition', () => {
  it('may be an object, and has its substitutions filled in', async () => {
    const { run } = startStates(
      machine(
        {},
        {
          DefinitionString: undefined,
          Definition: definitionOf({
            Do: {
              Type: 'Task',
              Resource: placeholder('fn'),
              Arguments: placeholder('word'),
              End: true,
            },
          }),
          DefinitionSubstitutions: { fn: functionArn('do') },
        },
      ),
      { answers: { do: (payload) => payload } },
    );
    expect((await run()).output).toBe(placeholder('word'));
  });

  it.each<[string, Definition, string]>([
    [
      'JSONPath',
      { StartAt: 'Done', States: { Done: done } },
      'saga: only state machines that speak JSONata',
    ],
    [
      'an unknown field',
      definitionOf({ Done: done }, { Timeout: 1 }),
      'saga: the field Timeout is not supported',
    ],
    [
      'a start at nothing',
      definitionOf({ Done: done }, { StartAt: 'X' }),
      'saga: there is no state X to start at',
    ],
  ])('with %s is refused by name', (_, definition, message) => {
    expect(opening(definition)).toThrow(message);
  });

  it.each(oddStates)('whose state has %s is refused by name', (_, state, message) => {
    expect(withState(state)).toThrow(message);
  });

  it.each([
    ['express', { StateMachineType: 'EXPRESS' }, 'only STANDARD'],
    ['elsewhere', { DefinitionS3Location: {} }, 'DefinitionS3Location'],
  ])('of a machine that is %s is refused', (_, properties, message) => {
    expect(opening(definitionOf({ Done: done }), properties)).toThrow(message);
  });
});
