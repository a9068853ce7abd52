import { createHash } from 'node:crypto';

/** Where a resource stands: what names, ARNs and ids are made of. */
export interface Placement {
  readonly stack: string;
  readonly logicalId: string;
  readonly account: string;
  readonly region: string;
  /** The name property, or `<stack>-<logicalId>`. */
  readonly name: string;
  /** A property of the resource, resolved. */
  readonly property: (name: string) => unknown;
}

/** How one type names itself. */
export interface Kind {
  /** The property that may give an explicit name. */
  readonly nameProperty?: string;
  /** The default name, where `<stack>-<logicalId>` would not do. */
  readonly defaultName?: (place: Omit<Placement, 'name'>) => string;
  /** What `Ref` gives; the name unless said otherwise. */
  readonly ref?: (place: Placement) => string;
  readonly arn?: (place: Placement) => string;
  /** What `Fn::GetAtt` gives beside `Arn`. */
  readonly attributes?: Readonly<Record<string, (place: Placement) => string>>;
}

/** An id in AWS's alphabet that stays the same from run to run: derived from where the resource is declared. */
const derivedId = (place: Omit<Placement, 'name'>, length: number): string =>
  BigInt(`0x${createHash('sha256').update(`${place.stack}/${place.logicalId}`).digest('hex')}`)
    .toString(36)
    .slice(0, length);

const arnOf =
  (service: string, prefix: string) =>
  ({ region, account, name }: Placement): string =>
    `arn:aws:${service}:${region}:${account}:${prefix}${name}`;

const tableArn = arnOf('dynamodb', 'table/');
const table: Kind = {
  nameProperty: 'TableName',
  arn: tableArn,
  attributes: {
    StreamArn: (place) => `${tableArn(place)}/stream/1`,
    TableId: (place) => place.name,
  },
};

const functionArn = arnOf('lambda', 'function:');
const poolId = (place: Placement) => `${place.region}_${derivedId(place, 9)}`;
const poolArn = (place: Placement) =>
  `arn:aws:cognito-idp:${place.region}:${place.account}:userpool/${poolId(place)}`;
const issuer = (place: Placement) => `cognito-idp.${place.region}.amazonaws.com/${poolId(place)}`;
const apiId = (place: Placement) => derivedId(place, 10);
const secretArn = arnOf('secretsmanager', 'secret:');
const ruleArn = (place: Placement): string => {
  const bus = place.property('EventBusName');
  // A rule may name its bus or give the bus's ARN.
  const busName = typeof bus === 'string' ? bus.slice(bus.lastIndexOf('/') + 1) : 'default';
  const path = busName === 'default' ? place.name : `${busName}/${place.name}`;
  return `arn:aws:events:${place.region}:${place.account}:rule/${path}`;
};

const messaging: Readonly<Record<string, Kind>> = {
  'AWS::SQS::Queue': {
    nameProperty: 'QueueName',
    defaultName: (place) =>
      `${place.stack}-${place.logicalId}${place.property('FifoQueue') === true ? '.fifo' : ''}`,
    ref: ({ region, account, name }) => `https://sqs.${region}.amazonaws.com/${account}/${name}`,
    arn: arnOf('sqs', ''),
    attributes: {
      QueueName: ({ name }) => name,
      QueueUrl: ({ region, account, name }) =>
        `https://sqs.${region}.amazonaws.com/${account}/${name}`,
    },
  },
  'AWS::SQS::QueuePolicy': {},
  'AWS::SNS::Topic': {
    nameProperty: 'TopicName',
    ref: arnOf('sns', ''),
    arn: arnOf('sns', ''),
    attributes: { TopicArn: arnOf('sns', ''), TopicName: ({ name }) => name },
  },
  'AWS::SNS::TopicPolicy': {},
  'AWS::SNS::Subscription': {},
  'AWS::Events::EventBus': {
    nameProperty: 'Name',
    arn: arnOf('events', 'event-bus/'),
    attributes: { Name: ({ name }) => name },
  },
  'AWS::Events::EventBusPolicy': {},
  'AWS::Events::Rule': { nameProperty: 'Name', arn: ruleArn },
  'AWS::StepFunctions::StateMachine': {
    nameProperty: 'StateMachineName',
    ref: arnOf('states', 'stateMachine:'),
    arn: arnOf('states', 'stateMachine:'),
    attributes: { Name: ({ name }) => name },
  },
  'AWS::Logs::LogGroup': {
    nameProperty: 'LogGroupName',
    arn: ({ region, account, name }) => `arn:aws:logs:${region}:${account}:log-group:${name}:*`,
  },
  'AWS::SES::EmailIdentity': { nameProperty: 'EmailIdentity', arn: arnOf('ses', 'identity/') },
  'AWS::SES::ConfigurationSet': { nameProperty: 'Name', arn: arnOf('ses', 'configuration-set/') },
};

const compute: Readonly<Record<string, Kind>> = {
  'AWS::Lambda::Function': { nameProperty: 'FunctionName', arn: functionArn },
  'AWS::Lambda::Version': {
    ref: (place) => `${versioned(place)}:1`,
    attributes: { Version: () => '1', FunctionArn: (place) => `${versioned(place)}:1` },
  },
  'AWS::Lambda::Alias': {
    ref: (place) => `${versioned(place)}:${place.property('Name')}`,
    arn: (place) => `${versioned(place)}:${place.property('Name')}`,
    attributes: { AliasArn: (place) => `${versioned(place)}:${place.property('Name')}` },
  },
  'AWS::Lambda::Url': {
    ref: (place) => versioned(place),
    attributes: {
      FunctionUrl: (place) => `https://${derivedId(place, 32)}.lambda-url.${place.region}.on.aws/`,
      FunctionArn: (place) => versioned(place),
    },
  },
  'AWS::Lambda::EventSourceMapping': {
    arn: arnOf('lambda', 'event-source-mapping:'),
    attributes: { Id: ({ name }) => name },
  },
  'AWS::Lambda::EventInvokeConfig': {},
  'AWS::Lambda::Permission': {},
  'AWS::ApiGatewayV2::Api': {
    ref: apiId,
    arn: (place) => `arn:aws:apigateway:${place.region}::/apis/${apiId(place)}`,
    attributes: {
      ApiId: apiId,
      ApiEndpoint: (place) => {
        const scheme = place.property('ProtocolType') === 'WEBSOCKET' ? 'wss' : 'https';
        return `${scheme}://${apiId(place)}.execute-api.${place.region}.amazonaws.com`;
      },
    },
  },
  'AWS::ApiGatewayV2::Route': {},
  'AWS::ApiGatewayV2::RouteResponse': {},
  'AWS::ApiGatewayV2::Integration': {},
  'AWS::ApiGatewayV2::Authorizer': { attributes: { AuthorizerId: ({ name }) => name } },
  'AWS::ApiGatewayV2::Stage': { nameProperty: 'StageName' },
  'AWS::ApiGatewayV2::Deployment': {},
};

/** The ARN of the function that a version, alias or URL belongs to. */
const versioned = (place: Placement): string => {
  const given = String(place.property('FunctionName') ?? place.property('TargetFunctionArn'));
  return given.startsWith('arn:') ? given : functionArn({ ...place, name: given });
};

const identity: Readonly<Record<string, Kind>> = {
  'AWS::IAM::Role': {
    nameProperty: 'RoleName',
    arn: ({ account, name }) => `arn:aws:iam::${account}:role/${name}`,
    attributes: { RoleId: ({ name }) => name },
  },
  'AWS::IAM::Policy': { nameProperty: 'PolicyName' },
  'AWS::IAM::ManagedPolicy': {
    nameProperty: 'ManagedPolicyName',
    ref: ({ account, name }) => `arn:aws:iam::${account}:policy/${name}`,
    arn: ({ account, name }) => `arn:aws:iam::${account}:policy/${name}`,
  },
  'AWS::KMS::Key': { arn: arnOf('kms', 'key/'), attributes: { KeyId: ({ name }) => name } },
  'AWS::KMS::Alias': { nameProperty: 'AliasName', arn: arnOf('kms', '') },
  'AWS::SecretsManager::Secret': {
    nameProperty: 'Name',
    ref: secretArn,
    arn: secretArn,
    attributes: { Id: secretArn },
  },
  'AWS::SSM::Parameter': {
    nameProperty: 'Name',
    arn: ({ region, account, name }) =>
      `arn:aws:ssm:${region}:${account}:parameter${name.startsWith('/') ? '' : '/'}${name}`,
    attributes: { Value: (place) => String(place.property('Value')) },
  },
  'AWS::Cognito::UserPool': {
    ref: poolId,
    arn: poolArn,
    attributes: {
      UserPoolId: poolId,
      ProviderName: issuer,
      ProviderURL: (place) => `https://${issuer(place)}`,
    },
  },
  'AWS::Cognito::UserPoolClient': {
    ref: (place) => derivedId(place, 26),
    attributes: {
      ClientId: (place) => derivedId(place, 26),
      ClientSecret: (place) => derivedId({ ...place, logicalId: `${place.logicalId}/secret` }, 48),
    },
  },
  'AWS::Cognito::UserPoolGroup': { nameProperty: 'GroupName' },
  'AWS::Cognito::UserPoolResourceServer': { nameProperty: 'Identifier' },
  'AWS::Cognito::UserPoolDomain': { nameProperty: 'Domain' },
};

const stores: Readonly<Record<string, Kind>> = {
  'AWS::DynamoDB::Table': table,
  'AWS::DynamoDB::GlobalTable': table,
  'AWS::S3::Bucket': {
    nameProperty: 'BucketName',
    defaultName: ({ stack, logicalId }) => `${stack}-${logicalId}`.toLowerCase(),
    arn: ({ name }) => `arn:aws:s3:::${name}`,
    attributes: {
      DomainName: ({ name }) => `${name}.s3.amazonaws.com`,
      RegionalDomainName: ({ name, region }) => `${name}.s3.${region}.amazonaws.com`,
    },
  },
};

const edgeArn =
  (what: string) =>
  ({ account, name }: Placement): string =>
    `arn:aws:cloudfront::${account}:${what}/${name}`;
const edge: Readonly<Record<string, Kind>> = {
  'AWS::CloudFront::Distribution': {
    arn: edgeArn('distribution'),
    attributes: {
      Id: ({ name }) => name,
      DomainName: (place) => `d${derivedId(place, 13)}.cloudfront.net`,
    },
  },
  'AWS::CloudFront::Function': {
    ref: edgeArn('function'),
    arn: edgeArn('function'),
    attributes: { FunctionARN: edgeArn('function') },
  },
  'AWS::CloudFront::ResponseHeadersPolicy': { attributes: { Id: ({ name }) => name } },
};

const kinds: Readonly<Record<string, Kind>> = {
  ...stores,
  ...edge,
  ...messaging,
  ...compute,
  ...identity,
};

/** How a type names itself; undefined for a type that the local cloud does not run. */
export const kindOf = (type: string): Kind | undefined =>
  Object.hasOwn(kinds, type) ? kinds[type] : undefined;
