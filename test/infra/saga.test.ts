import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Duration, Stack, Validations } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import {
  Choice,
  Condition,
  CustomState,
  Fail,
  type IChainable,
  Succeed,
} from 'aws-cdk-lib/aws-stepfunctions';
import { AwsSolutionsChecks } from 'cdk-nag';
import type { Construct } from 'constructs';
import { describe, expect, it } from 'vitest';
import { configFor, sizes } from '../../infra/config.ts';
import { Handler } from '../../infra/shared/handler.ts';
import { Monitoring } from '../../infra/shared/monitoring.ts';
import type { Platform } from '../../infra/shared/platform.ts';
import { collectRoutes } from '../../infra/shared/routes.ts';
import { Saga } from '../../infra/shared/saga.ts';
import { mayAnswer, mayStart } from '../../infra/shared/saga-access.ts';
import { step, waitForAnswer } from '../../infra/shared/saga-steps.ts';

const bundle = mkdtempSync(join(tmpdir(), 'assay-'));
writeFileSync(join(bundle, 'index.js'), 'exports.handler = async () => null;');

const config = configFor('dev');
const builtinCloudFormationValidation = false;

/** A stack with one saga, of the steps that `define` makes. */
const withSaga = (define: (scope: Construct, handler: Handler) => IChainable) => {
  const app = new App({ analyticsReporting: false, builtinCloudFormationValidation });
  const stack = new Stack(app, 'stack');
  const platform: Platform = {
    config,
    bundles: new Map([['sagas/screen', bundle]]),
    monitoring: new Monitoring(new Stack(app, 'watch'), config),
    routes: collectRoutes(),
  };
  const access = [mayStart(stack, platform, 'pool'), mayAnswer(stack, platform, 'withdrawal')];
  const handler = new Handler(stack, platform, {
    handler: 'sagas/screen',
    size: sizes.request,
    access,
  });
  new Saga(stack, platform, {
    saga: 'withdrawal',
    definition: define(stack, handler),
    timeout: Duration.days(30),
  });
  return { app, stack };
};

const example = withSaga((scope, handler) => {
  const approval = waitForAnswer(scope, 'AwaitApproval', handler, {
    timeout: Duration.days(7),
    tell: { risk: '$states.input.risk' },
  });
  approval.addCatch(new Fail(scope, 'Late', { error: 'Late' }), { errors: ['States.Timeout'] });
  const done = new Succeed(scope, 'Done');
  return step(scope, 'Screen', handler).next(
    Choice.jsonata(scope, 'Approved?')
      .when(Condition.jsonata("{% $states.input.approval = 'policy' %}"), done)
      .otherwise(approval.next(done)),
  );
});
const template = Template.fromStack(example.stack);
const only = (type: string) => Object.values(template.findResources(type));
const [machine] = only('AWS::StepFunctions::StateMachine');

/** The definition as a deploy would make it, with `unknown` for what only a deploy knows. */
const definition = JSON.parse(
  machine?.['Properties'].DefinitionString['Fn::Join'][1]
    .map((part: unknown) => (typeof part === 'string' ? part : 'unknown'))
    .join(''),
);

describe('a saga', () => {
  it('is a Standard state machine that speaks JSONata, is traced and has an end', () => {
    expect(machine?.['Properties']).toMatchObject({
      StateMachineName: 'assay-dev-withdrawal-saga',
      StateMachineType: 'STANDARD',
      TracingConfiguration: { Enabled: true },
    });
    expect(definition).toMatchObject({ QueryLanguage: 'JSONata', TimeoutSeconds: 2_592_000 });
  });

  it('logs its errors, and never what it is about', () => {
    expect(machine?.['Properties'].LoggingConfiguration).toMatchObject({
      IncludeExecutionData: false,
      Level: 'ERROR',
    });
  });

  it('may invoke its own steps, and nothing else by a name', () => {
    const statements = only('AWS::IAM::Policy')
      .filter(({ Properties }) => Properties.PolicyName.startsWith('SagaRole'))
      .flatMap(({ Properties }) => Properties.PolicyDocument.Statement)
      .filter(({ Resource }) => Resource !== '*');
    expect(statements).toEqual([
      {
        Effect: 'Allow',
        Action: 'lambda:InvokeFunction',
        Resource: { 'Fn::GetAtt': [expect.stringMatching(/^ScreenFunction/), 'Arn'] },
      },
    ]);
  });

  it('raises an alarm for each bad end', () => {
    const names = only('AWS::CloudWatch::Alarm')
      .filter(({ Properties }) => Properties.Namespace === 'AWS/States')
      .map(({ Properties }) => Properties.MetricName);
    expect(names).toEqual(['ExecutionsFailed', 'ExecutionsTimedOut', 'ExecutionsAborted']);
  });
});

describe('the whole of it', () => {
  it('satisfies the AwsSolutions rules', () => {
    const { app } = withSaga((scope, handler) => step(scope, 'Screen', handler));
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
    expect(() => app.synth()).not.toThrow();
  });
});

describe('a step', () => {
  it('is told what the saga was started with, and tried again with jitter', () => {
    expect(definition.States.Screen).toMatchObject({
      Resource: 'arn:aws:states:::lambda:invoke',
      Arguments: { Payload: '{% $states.context.Execution.Input %}' },
      Output: '{% $states.result.Payload %}',
      TimeoutSeconds: 50,
      Retry: [{ ErrorEquals: ['States.ALL'], JitterStrategy: 'FULL', MaxAttempts: 8 }],
    });
  });

  it('that waits for an answer hands on a token and has a deadline', () => {
    expect(definition.States.AwaitApproval).toMatchObject({
      Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
      Arguments: {
        Payload:
          '{% $merge([$states.context.Execution.Input, { "risk": $states.input.risk, "taskToken": $states.context.Task.Token }]) %}',
      },
      TimeoutSeconds: 604_800,
      Retry: [{ ErrorEquals: ['States.TaskFailed'], JitterStrategy: 'FULL' }],
    });
  });
});

describe('who may what', () => {
  it('names one saga, and nothing more', () => {
    const policy = only('AWS::IAM::Policy').find(({ Properties }) =>
      Properties.PolicyName.startsWith('Screen'),
    );
    const states = policy?.['Properties'].PolicyDocument.Statement.filter(
      ({ Action }: { Action: string }) => Action.startsWith?.('states:'),
    );
    expect(states.map(({ Action }: { Action: string }) => Action)).toEqual([
      'states:StartExecution',
      'states:SendTaskSuccess',
    ]);
    expect(JSON.stringify(states[0].Resource)).toContain(':stateMachine:assay-dev-pool-saga');
    expect(JSON.stringify(states[1].Resource)).toContain(':stateMachine:assay-dev-withdrawal-saga');
  });
});

describe('a definition', () => {
  it('that the language forbids fails the synth by name', () => {
    const broken = withSaga(
      (scope) =>
        new CustomState(scope, 'Odd', {
          stateJson: { Type: 'Wait', Seconds: 1, Timestamp: '2026-01-01T00:00:00Z', End: true },
        }),
    );
    expect(() => broken.app.synth()).toThrow(
      /the definition of assay-dev-withdrawal-saga is invalid: .*Odd/,
    );
  });

  it('whose JSONata cannot be read fails too', () => {
    const broken = withSaga((scope, handler) =>
      step(scope, 'Screen', handler, { tell: { risk: '$states.input.(' } }),
    );
    expect(() => broken.app.synth()).toThrow(/assay-dev-withdrawal-saga is invalid/);
  });
});
