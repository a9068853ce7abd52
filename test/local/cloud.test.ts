import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Cloud, createCloud } from '../../local/cloud.ts';
import { declareFunction, writeAssembly } from './support/assembly.ts';
import { bundleText } from './support/functions.ts';
import { createTestWorld } from './support/world.ts';

/** The platform in small: an API writes, the stream tells, the bus fans out, a queue feeds a read table. */
const arnOf = (name: string) => ({ 'Fn::GetAtt': [name, 'Arn'] });
const table = (name: string, rest: object = {}) => ({
  Type: 'AWS::DynamoDB::Table',
  Properties: {
    TableName: name,
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    BillingMode: 'PAY_PER_REQUEST',
    ...rest,
  },
});
const streamActions = [
  'dynamodb:DescribeStream',
  'dynamodb:GetRecords',
  'dynamodb:GetShardIterator',
];
const queueActions = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];

const resources = {
  Events: table('events', { StreamSpecification: { StreamViewType: 'NEW_IMAGE' } }),
  Rows: table('rows'),
  Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'bus' } },
  Queue: { Type: 'AWS::SQS::Queue' },
  Rule: {
    Type: 'AWS::Events::Rule',
    Properties: {
      EventBusName: { Ref: 'Bus' },
      EventPattern: { source: ['app'] },
      Targets: [{ Id: 'queue', Arn: arnOf('Queue') }],
    },
  },
  QueuePolicy: {
    Type: 'AWS::SQS::QueuePolicy',
    Properties: {
      Queues: [{ Ref: 'Queue' }],
      PolicyDocument: {
        Statement: [
          {
            Effect: 'Allow',
            Action: 'sqs:SendMessage',
            Resource: arnOf('Queue'),
            Principal: { Service: 'events.amazonaws.com' },
            Condition: { ArnEquals: { 'aws:SourceArn': arnOf('Rule') } },
          },
        ],
      },
    },
  },
  ...declareFunction('Write', { TABLE: { Ref: 'Events' } }, [
    ['dynamodb:PutItem', arnOf('Events')],
  ]),
  ...declareFunction('Relay', { BUS: { Ref: 'Bus' } }, [
    ['events:PutEvents', arnOf('Bus')],
    [streamActions, { 'Fn::GetAtt': ['Events', 'StreamArn'] }],
  ]),
  ...declareFunction('Project', { TABLE: { Ref: 'Rows' } }, [
    ['dynamodb:PutItem', arnOf('Rows')],
    [queueActions, arnOf('Queue')],
  ]),
  FromStream: {
    Type: 'AWS::Lambda::EventSourceMapping',
    Properties: {
      FunctionName: { Ref: 'Relay' },
      EventSourceArn: { 'Fn::GetAtt': ['Events', 'StreamArn'] },
      StartingPosition: 'TRIM_HORIZON',
    },
  },
  FromQueue: {
    Type: 'AWS::Lambda::EventSourceMapping',
    Properties: { FunctionName: { Ref: 'Project' }, EventSourceArn: arnOf('Queue') },
  },
  Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'api', ProtocolType: 'HTTP' } },
  Stage: {
    Type: 'AWS::ApiGatewayV2::Stage',
    Properties: { ApiId: { Ref: 'Api' }, StageName: '$default', AutoDeploy: true },
  },
  Integration: {
    Type: 'AWS::ApiGatewayV2::Integration',
    Properties: {
      ApiId: { Ref: 'Api' },
      IntegrationType: 'AWS_PROXY',
      IntegrationUri: arnOf('Write'),
      PayloadFormatVersion: '2.0',
    },
  },
  Route: {
    Type: 'AWS::ApiGatewayV2::Route',
    Properties: {
      ApiId: { Ref: 'Api' },
      RouteKey: 'POST /v1/things',
      Target: { 'Fn::Join': ['', ['integrations/', { Ref: 'Integration' }]] },
    },
  },
  Permission: {
    Type: 'AWS::Lambda::Permission',
    Properties: {
      Action: 'lambda:InvokeFunction',
      FunctionName: arnOf('Write'),
      Principal: 'apigateway.amazonaws.com',
    },
  },
};

const putItem = `
  import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
  const client = new DynamoDBClient({});
  const put = (TableName: any, Item: any) => client.send(new PutItemCommand({ TableName, Item }));
`;
const write = `${putItem}
  export const handler = async ({ body }: any) => {
    const { id, table } = JSON.parse(body);
    try {
      await put(table ?? process.env['TABLE'], { id: { S: id } });
      return { statusCode: 202, body: '' };
    } catch (error: any) {
      return { statusCode: 500, body: error.name + ': ' + error.message };
    }
  };
`;
const relay = `
  import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
  const client = new EventBridgeClient({});
  export const handler = async ({ Records }: any) => {
    const Entries = Records.map(({ dynamodb }: any) => ({ EventBusName: process.env['BUS'], Source: 'app',
      DetailType: 'Written', Detail: JSON.stringify({ id: dynamodb.NewImage.id.S }) }));
    await client.send(new PutEventsCommand({ Entries }));
  };
`;
const project = `${putItem}
  export const handler = async ({ Records }: any) => {
    for (const { body } of Records) await put(process.env['TABLE'], { id: { S: JSON.parse(body).detail.id } });
  };
`;

let assembly: ReturnType<typeof writeAssembly>;
beforeAll(async () => {
  const [Write = '', Relay = '', Project = ''] = await Promise.all(
    [write, relay, project].map(bundleText),
  );
  assembly = writeAssembly(resources, { Write, Relay, Project });
}, 60_000);
afterAll(() => assembly.remove());

const post = async ({ handleHttp }: Cloud, thing: object) => {
  const { status, body } = await handleHttp({
    method: 'POST',
    path: '/v1/things',
    query: '',
    headers: { 'content-type': 'application/json' },
    body: Buffer.from(JSON.stringify(thing)),
    sourceIp: '127.0.0.1',
  });
  return { status, body: String(body) };
};

const rowsOf = async ({ dynamo }: Cloud): Promise<readonly string[]> => {
  const caller = { kind: 'cloud', name: 'test' } as const;
  const input = { TableName: 'rows' };
  const found = (await dynamo.call({ operation: 'Scan', input, caller })) as {
    readonly Items: readonly { readonly id: { readonly S: string } }[];
  };
  return found.Items.map(({ id }) => id.S).sort();
};

describe('a platform from its assembly', () => {
  it('carries what came in by the API through stream, bus and queue to the read table', async () => {
    const cloud = await createCloud({
      world: createTestWorld(),
      assembly: assembly.folder,
      sites: {},
    });
    cloud.start();
    const answers = await Promise.all(['a', 'b', 'c'].map((id) => post(cloud, { id })));
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 202]);
    await cloud.idle();
    expect(await rowsOf(cloud)).toEqual(['a', 'b', 'c']);
    expect(cloud.activity()).toMatchObject({ ready: 0, inFlight: 0, delayed: 0 });
    cloud.stop();
  });

  it('works off what was acknowledged before the process ended', async () => {
    const world = createTestWorld();
    const first = await createCloud({ world, assembly: assembly.folder, sites: {} });
    // Never started: the write is durable, nothing has been told of it.
    expect((await post(first, { id: 'left' })).status).toBe(202);
    const second = await createCloud({ world, assembly: assembly.folder, sites: {} });
    second.start();
    await second.idle();
    expect(await rowsOf(second)).toEqual(['left']);
    second.stop();
  });

  it('denies what a role was not granted, in the words of AWS', async () => {
    const cloud = await createCloud({
      world: createTestWorld(),
      assembly: assembly.folder,
      sites: {},
    });
    expect(await post(cloud, { id: 'a', table: 'rows' })).toEqual({
      status: 500,
      body: 'AccessDeniedException: User: arn:aws:sts::000000000000:assumed-role/app-WriteRole/write is not authorized to perform: dynamodb:PutItem on resource: arn:aws:dynamodb:eu-west-1:000000000000:table/rows because no identity-based policy allows the dynamodb:PutItem action',
    });
  });

  it('retries when a reply is lost on the way back', async () => {
    let lost = 0;
    const world = createTestWorld();
    const cloud = await createCloud({
      world,
      assembly: assembly.folder,
      sites: {},
      options: {
        callFaults: {
          after: async (request) => {
            if (request.headers['x-amz-target'] !== 'DynamoDB_20120810.PutItem') return undefined;
            lost += 1;
            return lost === 1
              ? { status: 500, headers: {}, body: '{"__type":"InternalServerError"}' }
              : undefined;
          },
        },
      },
    });
    const answer = post(cloud, { id: 'a' });
    for (let i = 0; i < 20; i++) await new Promise(setImmediate);
    // The client waits before it tries again.
    await world.timeline.advance(1000);
    expect((await answer).status).toBe(202);
    expect(lost).toBe(2);
  });
});
