import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { type Policy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as Lambda, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Size, StageConfig } from '../config.ts';
import { type Access, environmentOf, statementsOf } from './access.ts';
import { idOf, nameOf, type Platform } from './platform.ts';

export interface HandlerProps {
  /** The file below functions/, without its ending: `trading/buy-gold`. */
  readonly handler: string;
  readonly size: Size;
  readonly access: readonly Access[];
}

/** A function with a role, a log group and an error alarm of its own. */
export class Handler extends Construct {
  readonly lambda: Lambda;
  readonly name: string;

  constructor(scope: Construct, platform: Platform, props: HandlerProps) {
    super(scope, idOf(props.handler));
    const { config, bundles, monitoring } = platform;
    const code = bundles.get(props.handler);
    if (code === undefined) throw new Error(`functions/${props.handler}.ts exports no handler`);
    this.name = nameOf(config, props.handler);
    const logs = logGroup(this, this.name, config);
    this.lambda = new Lambda(this, 'Function', {
      functionName: this.name,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code: Code.fromAsset(code),
      handler: 'index.handler',
      memorySize: props.size.memoryMib,
      timeout: Duration.seconds(props.size.timeoutSeconds),
      tracing: Tracing.ACTIVE,
      role: roleFor(this, logs, props.access),
      logGroup: logs,
      environment: environmentOf(props.access),
    });
    acknowledgeTracing(this);
    monitoring.watchFunction(this, this.name, props.size);
  }
}

const logGroup = (scope: Construct, name: string, config: StageConfig) =>
  new LogGroup(scope, 'Logs', {
    logGroupName: `/aws/lambda/${name}`,
    retention: config.logRetentionDays,
    removalPolicy: RemovalPolicy.DESTROY,
  });

const roleFor = (scope: Construct, logs: LogGroup, access: readonly Access[]) => {
  const role = new Role(scope, 'Role', {
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
  });
  role.addToPolicy(
    new PolicyStatement({
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: [logs.logGroupArn],
    }),
  );
  for (const statement of statementsOf(access)) role.addToPolicy(statement);
  return role;
};

const acknowledgeTracing = (handler: Handler) => {
  const policy = handler.node.findChild('Role').node.findChild('DefaultPolicy') as Policy;
  Validations.of(policy).acknowledge({
    id: 'AwsSolutions-IAM5[Resource::*]',
    reason:
      'xray:PutTraceSegments, xray:PutTelemetryRecords and a text message to a phone accept no resource scope.',
  });
};
