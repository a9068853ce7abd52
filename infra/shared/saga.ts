import { type Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import {
  type CfnStateMachine,
  DefinitionBody,
  type IChainable,
  LogLevel,
  QueryLanguage,
  StateMachine,
  StateMachineType,
} from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { Saga as SagaName } from '../../domain/shared/names.ts';
import { problemsOf } from './asl.ts';
import { metric } from './monitoring.ts';
import type { Platform } from './platform.ts';
import { sagaArnOf, sagaNameOf } from './saga-access.ts';

export interface SagaProps {
  readonly saga: SagaName;
  /** Its steps, from the first on: see `saga-steps.ts`. */
  readonly definition: IChainable;
  /** The end of everything: longer than all the deadlines inside it. */
  readonly timeout: Duration;
}

/**
 * Several steps that belong together and may take days: a Standard state machine that speaks JSONata, with a role that may invoke its
 * own steps only. It holds no rule and no money; it tells aggregates what to do and waits.
 */
export class Saga extends Construct {
  constructor(scope: Construct, platform: Platform, props: SagaProps) {
    super(scope, 'Saga');
    const name = sagaNameOf(platform, props.saga);
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('states.amazonaws.com'),
    });
    const machine = new StateMachine(this, 'Machine', {
      stateMachineName: name,
      stateMachineType: StateMachineType.STANDARD,
      queryLanguage: QueryLanguage.JSONATA,
      definitionBody: DefinitionBody.fromChainable(props.definition),
      timeout: props.timeout,
      role,
      tracingEnabled: true,
      // What goes through a saga may be personal; its log says where it failed, not on what.
      logs: {
        destination: logGroup(this, platform, name),
        level: LogLevel.ERROR,
        includeExecutionData: false,
      },
    });
    acknowledge(role, machine);
    // Locally a start must be quick, and the local cloud looks at every definition itself.
    if (platform.config.stage !== 'local')
      this.node.addValidation({ validate: () => this.#problems(machine, name) });
    this.#watch(platform, name, sagaArnOf(this, platform, props.saga));
  }

  #problems(machine: StateMachine, name: string): string[] {
    const { definitionString } = machine.node.defaultChild as CfnStateMachine;
    const problems = problemsOf(Stack.of(this).resolve(definitionString));
    return problems.map((problem) => `the definition of ${name} is invalid: ${problem}`);
  }

  #watch({ monitoring }: Platform, name: string, StateMachineArn: string) {
    const of = (metricName: string) => metric('AWS/States', metricName, 'Sum', { StateMachineArn });
    const ends = { Failed: 'failed', TimedOut: 'ran out of time', Aborted: 'was stopped' } as const;
    for (const [end, says] of Object.entries(ends))
      monitoring.alarm(this, end, {
        metric: of(`Executions${end}`),
        threshold: 1,
        says: `An execution of ${name} ${says}.`,
        chapter: 'saga-failed',
      });
    const lines = ['Started', 'Succeeded', ...Object.keys(ends)].map((end) =>
      of(`Executions${end}`).with({ label: end }),
    );
    monitoring.dashboards.addMoney(name, ...lines);
  }
}

/** Groups below this path share one resource policy of the account, which holds few names. */
const logGroup = (scope: Construct, { config }: Platform, name: string) =>
  new LogGroup(scope, 'Logs', {
    logGroupName: `/aws/vendedlogs/states/${name}`,
    retention: config.logRetentionDays,
    removalPolicy: RemovalPolicy.DESTROY,
  });

const acknowledge = (role: Role, machine: StateMachine) => {
  Validations.of(role.node.findChild('DefaultPolicy')).acknowledge({
    id: 'AwsSolutions-IAM5[Resource::*]',
    reason: 'Log deliveries and X-Ray accept no resource scope; functions are named one by one.',
  });
  Validations.of(machine).acknowledge({
    id: 'AwsSolutions-SF1',
    reason:
      'Errors are logged; a log of every transition would repeat the history that Step Functions keeps anyway.',
  });
};
