import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readAssembly, type Template } from '../../../local/kernel/assembly.ts';
import { resolveTemplates } from '../../../local/kernel/template.ts';

const place = { account: '000000000000', region: 'eu-west-1' };
const resolved = (templates: Readonly<Record<string, Template>>) =>
  resolveTemplates(
    Object.entries(templates).map(([name, template]) => ({ name, template })),
    place,
  );
const queueWith = (Probe: unknown) => ({
  Resources: { Queue: { Type: 'AWS::SQS::Queue', Properties: { Probe } } },
});
const probe = (value: unknown, rest: Template = {}) => {
  const { Resources } = queueWith(value);
  const all = { ...rest, Resources: { ...rest.Resources, ...Resources } };
  return resolved({ app: all }).find(
    'AWS::SQS::Queue',
    'arn:aws:sqs:eu-west-1:000000000000:app-Queue',
  )?.properties['Probe'];
};

describe('intrinsic functions', () => {
  const rest: Template = {
    Parameters: {
      Bootstrap: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/cdk-bootstrap/version' },
      Size: { Type: 'String', Default: 'small' },
    },
    Mappings: { Sizes: { small: { memory: 128 } } },
    Conditions: {
      IsSmall: { 'Fn::Equals': [{ Ref: 'Size' }, 'small'] },
      IsNot: { 'Fn::Not': [{ Condition: 'IsSmall' }] },
    },
    Resources: {
      Table: { Type: 'AWS::DynamoDB::GlobalTable' },
      Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'events' } },
      Version: {
        Type: 'AWS::SSM::Parameter',
        Properties: { Name: '/cdk-bootstrap/version', Value: '21' },
      },
    },
  };
  it.each([
    [{ Ref: 'Table' }, 'app-Table'],
    [{ Ref: 'AWS::Region' }, 'eu-west-1'],
    [{ Ref: 'Size' }, 'small'],
    [{ Ref: 'Bootstrap' }, '21'],
    [
      { 'Fn::GetAtt': ['Table', 'StreamArn'] },
      'arn:aws:dynamodb:eu-west-1:000000000000:table/app-Table/stream/1',
    ],
    [{ 'Fn::GetAtt': 'Bus.Arn' }, 'arn:aws:events:eu-west-1:000000000000:event-bus/events'],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation's own placeholders.
    [{ 'Fn::Sub': 'x-${AWS::AccountId}-${Bus.Name}-${!kept}' }, 'x-000000000000-events-${kept}'],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation's own placeholders.
    [{ 'Fn::Sub': ['${own}/${Bus}', { own: { Ref: 'Size' } }] }, 'small/events'],
    [{ 'Fn::Join': ['-', ['a', { Ref: 'Bus' }]] }, 'a-events'],
    [{ 'Fn::Select': [1, { 'Fn::Split': ['|', 'a|b|c'] }] }, 'b'],
    [{ 'Fn::If': ['IsSmall', 'yes', 'no'] }, 'yes'],
    [{ 'Fn::If': ['IsNot', 'yes', { 'Fn::Base64': 'no' }] }, 'bm8='],
    [{ 'Fn::FindInMap': ['Sizes', { Ref: 'Size' }, 'memory'] }, 128],
    [
      ['a', { Ref: 'AWS::NoValue' }, 'b'],
      ['a', 'b'],
    ],
    [{ a: { Ref: 'AWS::NoValue' }, b: 1 }, { b: 1 }],
    [{ Condition: { StringEquals: { a: 'b' } } }, { Condition: { StringEquals: { a: 'b' } } }],
  ])('%j is %j', (value, expected) => {
    expect(probe(value, rest)).toEqual(expected);
  });

  it('refuses a function it does not know, and a name that nothing has', () => {
    expect(() => probe({ 'Fn::Cidr': ['10.0.0.0/16', 4, 8] })).toThrow(
      'app/Queue: Fn::Cidr is not supported',
    );
    expect(() => probe({ Ref: 'Nobody' })).toThrow('nothing is called Nobody');
  });
});

describe('stacks', () => {
  it('meet through exports and stack outputs', () => {
    const { find } = resolved({
      api: queueWith([
        { 'Fn::ImportValue': 'data:Table' },
        { 'Fn::GetStackOutput': { StackName: 'data', OutputName: 'Table' } },
      ]),
      data: {
        Resources: { Table: { Type: 'AWS::DynamoDB::Table', Properties: { TableName: 'events' } } },
        Outputs: {
          Table: {
            Value: { Ref: 'Table' },
            Export: { Name: { 'Fn::Join': [':', [{ Ref: 'AWS::StackName' }, 'Table']] } },
          },
        },
      },
    });
    const queue = find(
      'AWS::SQS::Queue',
      'https://sqs.eu-west-1.amazonaws.com/000000000000/api-Queue',
    );
    expect(queue?.properties['Probe']).toEqual(['events', 'events']);
  });

  it('leave out what a condition leaves out', () => {
    const { all } = resolved({
      app: {
        Conditions: { Never: { 'Fn::Equals': ['a', 'b'] } },
        Resources: { Gone: { Type: 'AWS::SQS::Queue', Condition: 'Never' } },
      },
    });
    expect(all).toEqual([]);
  });

  it('name what the local cloud does not run, and pass over what does nothing', () => {
    const Resources = {
      Alarm: { Type: 'AWS::CloudWatch::Alarm' },
      Cache: { Type: 'AWS::ElastiCache::ReplicationGroup' },
    };
    expect(() => resolved({ app: { Resources } })).toThrow(
      'the local cloud does not run these resources: app/Cache (AWS::ElastiCache::ReplicationGroup)',
    );
  });
});

it('reads every stack and asset of a cloud assembly, nested stages included', () => {
  const folder = mkdtempSync(join(tmpdir(), 'assembly-'));
  const write = (path: string, content: unknown) =>
    writeFileSync(join(folder, path), JSON.stringify(content));
  const stack = (templateFile: string, stackName: string) => ({
    type: 'aws:cloudformation:stack',
    properties: { templateFile, stackName },
  });
  try {
    mkdirSync(join(folder, 'inner'));
    write('manifest.json', {
      artifacts: {
        A: stack('a.json', 'app-a'),
        Assets: { type: 'cdk:asset-manifest', properties: { file: 'a.assets.json' } },
        Stage: { type: 'cdk:cloud-assembly', properties: { directoryName: 'inner' } },
      },
    });
    write('a.json', {});
    write('a.assets.json', {
      files: { h: { source: { path: 'asset.h' }, destinations: { d: { objectKey: 'h.zip' } } } },
    });
    write('inner/manifest.json', { artifacts: { B: stack('b.json', 'app-b') } });
    write('inner/b.json', {});
    const { stacks, assetPath } = readAssembly(folder);
    expect(stacks.map(({ name }) => name)).toEqual(['app-a', 'app-b']);
    expect(assetPath('h.zip')).toBe(join(folder, 'asset.h'));
    expect(() => readAssembly(join(folder, 'nowhere'))).toThrow('synthesise the app first');
  } finally {
    rmSync(folder, { recursive: true });
  }
});
