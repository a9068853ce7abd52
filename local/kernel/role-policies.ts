import { many, type PolicyDocument, type Statement } from './policy.ts';
import type { Resource, Resources } from './resources.ts';

const statementsOf = (document: PolicyDocument | undefined): readonly Statement[] =>
  many(document?.Statement);

const allow = (...actions: readonly string[]): readonly Statement[] => [
  { Effect: 'Allow', Action: actions, Resource: '*' },
];

const LOGS = ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'];

/** The AWS managed policies that functions are given, by the last part of their ARN. */
const awsManaged: Readonly<Record<string, readonly Statement[]>> = {
  AWSLambdaBasicExecutionRole: allow(...LOGS),
  AWSXRayDaemonWriteAccess: allow('xray:PutTraceSegments', 'xray:PutTelemetryRecords'),
  AWSLambdaSQSQueueExecutionRole: allow(
    ...LOGS,
    'sqs:ReceiveMessage',
    'sqs:DeleteMessage',
    'sqs:GetQueueAttributes',
  ),
  AWSLambdaDynamoDBExecutionRole: allow(
    ...LOGS,
    'dynamodb:DescribeStream',
    'dynamodb:GetRecords',
    'dynamodb:GetShardIterator',
    'dynamodb:ListStreams',
  ),
};

const managedStatements = (resources: Resources, arn: string): readonly Statement[] => {
  const own = resources.find('AWS::IAM::ManagedPolicy', arn);
  if (own !== undefined) return statementsOf(own.properties['PolicyDocument']);
  const name = arn.slice(arn.lastIndexOf('/') + 1);
  const known = arn.startsWith('arn:aws:iam::aws:') ? awsManaged[name] : undefined;
  if (known === undefined) throw new Error(`the managed policy ${arn} is not known here`);
  return known;
};

/** Every statement that an AWS::IAM::Role holds: inline, attached by AWS::IAM::Policy, and managed. */
export const statementsOfRole = (resources: Resources, role: Resource): readonly Statement[] => {
  const inline = many(role.properties['Policies']).flatMap((each) =>
    statementsOf(each.PolicyDocument),
  );
  const names = (policy: Resource) => many<string>(policy.properties['Roles']);
  const attached = ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy']
    .flatMap((type) => resources.ofType(type))
    .filter((policy) => names(policy).includes(role.ref))
    .flatMap((policy) => statementsOf(policy.properties['PolicyDocument']));
  const managed = many<string>(role.properties['ManagedPolicyArns']).flatMap((arn) =>
    managedStatements(resources, arn),
  );
  return [...inline, ...attached, ...managed];
};
