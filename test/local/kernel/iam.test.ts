import { describe, expect, it } from 'vitest';
import { createIam } from '../../../local/kernel/iam.ts';
import { resolveTemplates } from '../../../local/kernel/template.ts';

const account = '000000000000';
const table = `arn:aws:dynamodb:eu-west-1:${account}:table/events`;
const key = `arn:aws:kms:eu-west-1:${account}:key/app-Key`;
const queue = `arn:aws:sqs:eu-west-1:${account}:app-Queue`;
const lambda = `arn:aws:lambda:eu-west-1:${account}:function:greet`;
const caller = {
  kind: 'role',
  roleId: `arn:aws:iam::${account}:role/app-Role`,
  functionId: 'greet',
} as const;

const allow = (Action: unknown, Resource: unknown, rest: object = {}) => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...rest,
});
const toRoot = {
  Statement: [
    { ...allow('kms:*', '*'), Principal: { AWS: { 'Fn::Sub': `arn:aws:iam::${account}:root` } } },
  ],
};

const iamWith = (statements: readonly object[], resources: object = {}) =>
  createIam({
    account,
    resources: resolveTemplates(
      [
        {
          name: 'app',
          template: {
            Resources: {
              Role: { Type: 'AWS::IAM::Role' },
              Policy: {
                Type: 'AWS::IAM::Policy',
                Properties: { Roles: [{ Ref: 'Role' }], PolicyDocument: { Statement: statements } },
              },
              ...resources,
            },
          },
        },
      ],
      { account, region: 'eu-west-1' },
    ),
  });

describe('a role', () => {
  it('may do what a statement allows, and nothing else', () => {
    const { allows } = iamWith([allow('dynamodb:PutItem', table)]);
    expect(allows(caller, { action: 'dynamodb:PutItem', resource: table })).toBe(true);
    expect(allows(caller, { action: 'dynamodb:GetItem', resource: table })).toBe(false);
    expect(allows(caller, { action: 'dynamodb:PutItem', resource: `${table}2` })).toBe(false);
  });

  it('hears in the words of AWS what it may not', () => {
    expect(() =>
      iamWith([]).check(caller, { action: 'dynamodb:PutItem', resource: table }),
    ).toThrow(
      expect.objectContaining({
        code: 'AccessDeniedException',
        message: `User: arn:aws:sts::${account}:assumed-role/app-Role/greet is not authorized to perform: dynamodb:PutItem on resource: ${table} because no identity-based policy allows the dynamodb:PutItem action`,
      }),
    );
  });

  it.each([
    [allow('dynamodb:*Item', '*'), true],
    [allow('DYNAMODB:putitem', '*'), true],
    [allow('dynamodb:Put?tem', `${table.slice(0, -6)}*`), true],
    [allow('dynamodb:P*', 'arn:aws:dynamodb:*:*:table/other'), false],
    [{ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }, true],
    [{ Effect: 'Allow', NotAction: 'dynamodb:*', Resource: '*' }, false],
    [{ Effect: 'Allow', Action: '*', NotResource: table }, false],
  ])('%j: %s', (statement, expected) => {
    const permission = { action: 'dynamodb:PutItem', resource: table };
    expect(iamWith([statement]).allows(caller, permission)).toBe(expected);
  });
});

describe('a statement', () => {
  it('that denies wins over any that allows', () => {
    const deny = { Effect: 'Deny', Action: 'dynamodb:*', Resource: table };
    const { check } = iamWith([allow('*', '*'), deny]);
    expect(() => check(caller, { action: 'dynamodb:PutItem', resource: table })).toThrow(
      'with an explicit deny in an identity-based policy',
    );
  });

  it.each([
    [{ StringEquals: { k: ['a', 'b'] } }, { k: 'b' }, true],
    [{ StringEquals: { k: 'a' } }, {}, false],
    [{ StringEqualsIfExists: { k: 'a' } }, {}, true],
    [{ StringLike: { k: 'a*' } }, { k: 'abc' }, true],
    [{ StringNotEquals: { k: 'a' } }, { k: 'a' }, false],
    [{ 'ForAllValues:StringEquals': { k: ['a', 'b'] } }, { k: ['a', 'a'] }, true],
    [{ 'ForAllValues:StringEquals': { k: ['a', 'b'] } }, { k: ['a', 'c'] }, false],
    [{ 'ForAnyValue:StringEquals': { k: 'a' } }, { k: ['c', 'a'] }, true],
    [{ Bool: { 'aws:SecureTransport': true } }, {}, true],
    [{ Bool: { 'aws:SecureTransport': 'false' } }, {}, false],
    [{ Null: { k: 'true' } }, {}, true],
  ])('under %j with %j: %s', (Condition, context, expected) => {
    const { allows } = iamWith([allow('kms:Decrypt', '*', { Condition })]);
    const other = { action: 'kms:Decrypt', resource: 'r', context: { other: 'x' } };
    allows(caller, other);
    expect(allows(caller, { ...other, context })).toBe(expected);
  });

  it('with an unknown condition operator is refused by name', () => {
    const { allows } = iamWith([allow('*', '*', { Condition: { IpAddress: { a: 'b' } } })]);
    expect(() => allows(caller, { action: 'a:B', resource: 'r' })).toThrow('IpAddress');
  });
});

describe('a key', () => {
  it('is open to a role when its policy leaves that to roles, and the role may', () => {
    const permission = { action: 'kms:Decrypt', resource: key };
    const keyOf = (KeyPolicy: object) => ({
      Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy } },
    });
    const granted = [allow('kms:Decrypt', key)];
    expect(iamWith(granted, keyOf(toRoot)).allows(caller, permission)).toBe(true);
    expect(iamWith([], keyOf(toRoot)).allows(caller, permission)).toBe(false);
    expect(iamWith(granted, keyOf({ Statement: [] })).allows(caller, permission)).toBe(false);
  });
});

describe('a service', () => {
  const rule = `arn:aws:events:eu-west-1:${account}:rule/app-Rule`;
  const call = {
    principal: 'events.amazonaws.com',
    action: 'sqs:SendMessage',
    resource: queue,
    sourceArn: rule,
  };
  const policy = (sourceArn: string) => ({
    Queue: { Type: 'AWS::SQS::Queue' },
    QueuePolicy: {
      Type: 'AWS::SQS::QueuePolicy',
      Properties: {
        Queues: [{ Ref: 'Queue' }],
        PolicyDocument: {
          Statement: [
            {
              ...allow('sqs:SendMessage', { 'Fn::GetAtt': ['Queue', 'Arn'] }),
              Principal: { Service: 'events.amazonaws.com' },
              Condition: { ArnEquals: { 'aws:SourceArn': sourceArn } },
            },
            {
              ...allow('sqs:*', '*'),
              Effect: 'Deny',
              Principal: { AWS: '*' },
              Condition: { Bool: { 'aws:SecureTransport': 'false' } },
            },
          ],
        },
      },
    },
  });

  it('reaches a queue whose policy lets it, from the rule that the policy names', () => {
    expect(iamWith([], policy(rule)).allowsService(call)).toBe(true);
    expect(iamWith([], policy(`${rule}2`)).allowsService(call)).toBe(false);
    expect(
      iamWith([], policy(rule)).allowsService({ ...call, principal: 'sns.amazonaws.com' }),
    ).toBe(false);
    expect(iamWith([], { Queue: { Type: 'AWS::SQS::Queue' } }).allowsService(call)).toBe(false);
  });

  it('invokes a function that a permission opens to it', () => {
    const permission = (SourceArn: string) => ({
      Permission: {
        Type: 'AWS::Lambda::Permission',
        Properties: {
          Action: 'lambda:InvokeFunction',
          FunctionName: lambda,
          Principal: 'events.amazonaws.com',
          SourceArn,
        },
      },
    });
    const invocation = { ...call, action: 'lambda:InvokeFunction', resource: lambda };
    expect(iamWith([], permission(rule)).allowsService(invocation)).toBe(true);
    expect(iamWith([], permission('arn:other')).allowsService(invocation)).toBe(false);
    expect(iamWith([]).allowsService(invocation)).toBe(false);
  });
});
