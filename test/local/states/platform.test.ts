import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Cloud, createCloud } from '../../../local/cloud.ts';
import { declareFunction, writeAssembly } from '../support/assembly.ts';
import { bundleText } from '../support/functions.ts';
import { createTestWorld } from '../support/world.ts';

const arnOf = (name: string) => ({ 'Fn::GetAtt': [name, 'Arn'] });
const role = (Action: string, Resource: unknown) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    Policies: [{ PolicyDocument: { Statement: [{ Effect: 'Allow', Action, Resource }] } }],
  },
});

const definition = JSON.stringify({
  QueryLanguage: 'JSONata',
  StartAt: 'Ask',
  States: {
    Ask: {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
      Arguments: {
        FunctionName: '@@',
        Payload: '{% $merge([$states.input, { "taskToken": $states.context.Task.Token }]) %}',
      },
      TimeoutSeconds: 3600,
      End: true,
    },
  },
});
const [before = '', after = ''] = definition.split('@@');

/** One function starts a saga, one asks in its name, one answers; a rule starts it too. */
const resources = {
  Saga: {
    Type: 'AWS::StepFunctions::StateMachine',
    Properties: {
      StateMachineName: 'saga',
      RoleArn: arnOf('SagaRole'),
      DefinitionString: { 'Fn::Join': ['', [before, arnOf('Ask'), after]] },
    },
  },
  SagaRole: role('lambda:InvokeFunction', arnOf('Ask')),
  ...declareFunction('Ask', {}, []),
  ...declareFunction('Start', { SAGA: { Ref: 'Saga' } }, [
    ['states:StartExecution', { Ref: 'Saga' }],
  ]),
  ...declareFunction('Answer', {}, [['states:SendTaskSuccess', { Ref: 'Saga' }]]),
  ...declareFunction('Stranger', { SAGA: { Ref: 'Saga' } }, []),
  Rule: {
    Type: 'AWS::Events::Rule',
    Properties: {
      EventPattern: { source: ['app'] },
      Targets: [{ Id: 'saga', Arn: { Ref: 'Saga' }, RoleArn: arnOf('RuleRole') }],
    },
  },
  RuleRole: role('states:StartExecution', { Ref: 'Saga' }),
};

const imports = `
  import { SendTaskSuccessCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
  const client = new SFNClient({ maxAttempts: 1 });
  const named = (sent: any) => sent.then(() => 'ok', (error: any) => error.name);
`;
const start = `${imports}
  export const handler = ({ name, input = {} }: any) => named(client.send(new StartExecutionCommand(
    { stateMachineArn: process.env['SAGA'], name, input: JSON.stringify(input) })));
`;
const answer = `${imports}
  export const handler = ({ taskToken, output }: any) =>
    named(client.send(new SendTaskSuccessCommand({ taskToken, output: JSON.stringify(output) })));
`;

let assembly: ReturnType<typeof writeAssembly>;
beforeAll(async () => {
  const ask = 'export const handler = async () => undefined;';
  const [Start = '', Answer = '', Ask = ''] = await Promise.all(
    [start, answer, ask].map(bundleText),
  );
  assembly = writeAssembly(resources, { Start, Answer, Ask, Stranger: Start });
}, 60_000);
afterAll(() => assembly.remove());

const caller = { kind: 'cloud', name: 'test' } as const;
let cloud: Cloud;
beforeEach(async () => {
  cloud = await createCloud({ world: createTestWorld(), assembly: assembly.folder, sites: {} });
  cloud.start();
  return cloud.stop;
});

const invoke = async (name: string, payload: object) => {
  const outcome = await cloud.lambda.invoke(
    `arn:aws:lambda:eu-west-1:000000000000:function:${name}`,
    payload,
  );
  return outcome.ok ? outcome.payload : outcome;
};
// biome-ignore lint/suspicious/noExplicitAny: each operation has an output of its own.
const ask = async (operation: string, input: object): Promise<any> =>
  cloud.states.call({ operation, input, caller });
const executions = async () => {
  const stateMachineArn = 'arn:aws:states:eu-west-1:000000000000:stateMachine:saga';
  return (await ask('ListExecutions', { stateMachineArn })).executions;
};
/** The token that the step handed out, by the history. */
const tokenOf = async (executionArn: string): Promise<string> => {
  const { events } = await ask('GetExecutionHistory', { executionArn });
  const scheduled = events.find(({ type }: { type: string }) => type === 'TaskScheduled');
  return JSON.parse(scheduled.taskScheduledEventDetails.parameters).Payload.taskToken;
};

describe('a state machine of a template', () => {
  it('is started and answered by functions, and waits without keeping anybody', async () => {
    expect(await invoke('start', { name: 'w-1', input: { id: 'w-1' } })).toBe('ok');
    await cloud.idle();
    const [{ executionArn, status }] = await executions();
    expect(status).toBe('RUNNING');
    const taskToken = await tokenOf(executionArn);
    expect(await invoke('answer', { taskToken, output: { approved: true } })).toBe('ok');
    await cloud.idle();
    expect(await ask('DescribeExecution', { executionArn })).toMatchObject({
      status: 'SUCCEEDED',
      output: '{"approved":true}',
    });
    expect(await invoke('answer', { taskToken, output: {} })).toBe('TaskTimedOut');
    expect(await invoke('answer', { taskToken: 'x', output: {} })).toBe('InvalidToken');
  });

  it('tells an SDK client by a typed error that it runs already', async () => {
    await invoke('start', { name: 'w-1', input: { id: 'w-1' } });
    expect(await invoke('start', { name: 'w-1', input: { id: 'w-1' } })).toBe('ok');
    expect(await invoke('start', { name: 'w-1', input: {} })).toBe('ExecutionAlreadyExists');
  });

  it('is closed to whoever was not granted it', async () => {
    expect(await invoke('stranger', { name: 'w-1' })).toBe('AccessDeniedException');
    await invoke('start', { name: 'w-1' });
    await cloud.idle();
    const [{ executionArn }] = await executions();
    const taskToken = await tokenOf(executionArn);
    const call = { operation: 'SendTaskSuccess', input: { taskToken, output: '1' }, caller };
    expect(cloud.states.permissions(call)).toEqual([
      {
        action: 'states:SendTaskSuccess',
        resource: 'arn:aws:states:eu-west-1:000000000000:stateMachine:saga',
      },
    ]);
  });

  it('is started by a rule, with the event as its input', async () => {
    const Entries = [{ Source: 'app', DetailType: 'Asked', Detail: '{"id":"w-9"}' }];
    await cloud.events.call({ operation: 'PutEvents', input: { Entries }, caller });
    await cloud.idle();
    const [{ executionArn }] = await executions();
    const { input } = await ask('DescribeExecution', { executionArn });
    expect(JSON.parse(input)).toMatchObject({ 'detail-type': 'Asked', detail: { id: 'w-9' } });
  });
});
