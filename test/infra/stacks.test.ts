import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { describe, expect, it } from 'vitest';
import { groups } from '../../domain/shared/names.ts';
import { configFor, stages } from '../../infra/config.ts';
import { problemsOf } from '../../infra/shared/asl.ts';
import { assemble } from '../../infra/synth.ts';
import { type Resource, synthesised } from './support/templates.ts';

const { templates, all, ofType, bundles } = await synthesised('dev');
const functions = ofType('AWS::Lambda::Function');
const alarms = ofType('AWS::CloudWatch::Alarm');
const queues = ofType('AWS::SQS::Queue');

const alarmsOn = (metric: string, dimension: string, value: string) =>
  alarms.filter(
    ({ properties }) =>
      properties.MetricName === metric &&
      properties.Dimensions?.some(
        (each: { Name: string; Value: unknown }) => each.Name === dimension && each.Value === value,
      ),
  );

const statements = ofType('AWS::IAM::Policy').flatMap(
  ({ properties }) => properties.PolicyDocument.Statement,
);
/** Tracing, text messages, and the deliveries by which a state machine logs: AWS knows no resource for them. */
const unscoped =
  /^(sns:Publish$|xray:(Put|GetSampling)|logs:.*(LogDeliver|ResourcePolic|DescribeLogGroups))/;
const list = (value: unknown): string[] => (Array.isArray(value) ? value : [value]) as string[];

describe('functions', () => {
  it('run on arm64 nodejs24.x, are traced and have a log group with an end', () => {
    for (const { properties } of functions)
      expect(properties).toMatchObject({
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        Handler: 'index.handler',
        TracingConfig: { Mode: 'Active' },
        LoggingConfig: { LogGroup: expect.anything() },
      });
    const retentions = ofType('AWS::Logs::LogGroup').map(
      ({ properties }) => properties.RetentionInDays,
    );
    expect(retentions).toEqual(retentions.map(() => 7));
  });

  it('each have a role of their own, with no managed policy', () => {
    const roles = functions.map(({ properties }) => JSON.stringify(properties.Role));
    expect(new Set(roles).size).toBe(functions.length);
    for (const { properties } of ofType('AWS::IAM::Role').filter(({ stack }) => stack !== 'data'))
      expect(properties.ManagedPolicyArns).toBeUndefined();
  });

  it('are granted no action by wildcard, and no resource but what tracing needs', () => {
    for (const { Action, Resource } of statements) {
      expect(list(Action).filter((action) => action.includes('*'))).toEqual([]);
      if (list(Resource).includes('*'))
        expect(list(Action).filter((action) => !unscoped.test(action))).toEqual([]);
    }
  });

  it('each have an alarm for errors', () => {
    for (const { properties } of functions)
      expect(alarmsOn('Errors', 'FunctionName', properties.FunctionName)).toHaveLength(1);
  });
});

describe('queues', () => {
  const dead = queues.filter(({ properties }) => properties.RedrivePolicy === undefined);
  const waiting = queues.filter(({ properties }) => properties.RedrivePolicy !== undefined);

  it('have dead letters, which have an alarm', () => {
    const targets = waiting.map(
      ({ properties }) => properties.RedrivePolicy.deadLetterTargetArn['Fn::GetAtt'][0],
    );
    expect(dead.map(({ id }) => id)).toEqual(expect.arrayContaining(targets));
    expect(waiting.length).toBeGreaterThan(7);
    for (const { properties } of dead)
      expect(
        alarmsOn('ApproximateNumberOfMessagesVisible', 'QueueName', properties.QueueName),
      ).toHaveLength(1);
    for (const { properties } of waiting)
      expect(
        alarmsOn('ApproximateAgeOfOldestMessage', 'QueueName', properties.QueueName),
      ).toHaveLength(1);
  });

  it('hide a message for six timeouts of its function, and speak TLS only', () => {
    for (const { properties } of ofType('AWS::Lambda::EventSourceMapping')) {
      const queueId = properties.EventSourceArn['Fn::GetAtt']?.[0];
      const queue = waiting.find(({ id }) => id === queueId);
      if (queue === undefined) continue;
      const lambda = functions.find(({ id }) => id === properties.FunctionName.Ref);
      expect(queue.properties.VisibilityTimeout).toBe(6 * lambda?.properties.Timeout);
      expect(properties.FunctionResponseTypes).toEqual(['ReportBatchItemFailures']);
    }
    for (const { id } of queues) {
      const policy = ofType('AWS::SQS::QueuePolicy').find(
        ({ properties }) => properties.Queues[0].Ref === id,
      );
      expect(policy?.properties.PolicyDocument.Statement).toContainEqual(
        expect.objectContaining({
          Effect: 'Deny',
          Principal: { AWS: '*' },
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        }),
      );
    }
  });

  it('get their dead letters also from rules that cannot deliver', () => {
    for (const { properties } of ofType('AWS::Events::Rule').filter(
      (rule) => rule.properties.EventPattern,
    ))
      for (const target of properties.Targets) expect(target.DeadLetterConfig.Arn).toBeDefined();
  });
});

describe('state machines', () => {
  it('have definitions that the Amazon States Language allows', () => {
    for (const { id, properties } of ofType('AWS::StepFunctions::StateMachine'))
      expect([id, problemsOf(properties.DefinitionString)]).toEqual([id, []]);
  });
});

describe('alarms', () => {
  it('tell people, and say where the runbook helps', () => {
    for (const { properties } of alarms) {
      expect(properties.AlarmActions).toHaveLength(1);
      expect(properties.AlarmDescription).toMatch(/ Runbook: docs\/runbook\.md#[a-z-]+$/);
    }
  });

  it('point to chapters that exist', () => {
    const runbook = readFileSync(join(import.meta.dirname, '../../docs/runbook.md'), 'utf8');
    const chapters = [...runbook.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
      title
        .toLowerCase()
        .replaceAll(/[^a-z0-9 -]/g, '')
        .replaceAll(' ', '-'),
    );
    const named = alarms.map(({ properties }) => properties.AlarmDescription.split('#').at(-1));
    expect([...new Set(named)].filter((chapter) => !chapters.includes(chapter))).toEqual([]);
  });
});

describe('what remembers', () => {
  const tables = ofType('AWS::DynamoDB::GlobalTable');
  const replicaOf = ({ properties }: Resource) => properties.Replicas[0];
  const table = (id: string) => tables.find((each) => each.id.startsWith(`Tables${id}Table`));

  it('can be restored, cannot be deleted by accident, and is encrypted by our key', () => {
    expect(tables).toHaveLength(22);
    for (const each of tables) {
      expect(each.stack).toBe('data');
      expect(each.properties.BillingMode).toBe('PAY_PER_REQUEST');
      expect(each.properties.SSESpecification).toEqual({ SSEEnabled: true, SSEType: 'KMS' });
      expect(replicaOf(each)).toMatchObject({
        DeletionProtectionEnabled: true,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        SSESpecification: {
          KMSMasterKeyId: { 'Fn::GetAtt': [expect.stringMatching(/^KeysAtRest/), 'Arn'] },
        },
      });
    }
  });

  it('streams the events and expires the guards, and neither the reverse', () => {
    expect(table('Events')?.properties).toMatchObject({
      KeySchema: [
        { AttributeName: 'stream', KeyType: 'HASH' },
        { AttributeName: 'version', KeyType: 'RANGE' },
      ],
      StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
    });
    expect(table('Events')?.properties.TimeToLiveSpecification).toBeUndefined();
    expect(table('Events')?.properties.GlobalSecondaryIndexes).toBeUndefined();
    expect(table('Guards')?.properties.TimeToLiveSpecification).toEqual({
      AttributeName: 'expiresAt',
      Enabled: true,
    });
  });

  it('is backed up, all of it, in a vault that is locked', () => {
    const [selection] = ofType('AWS::Backup::BackupSelection');
    expect(selection?.properties.BackupSelection.Resources).toHaveLength(tables.length);
    expect(ofType('AWS::Backup::BackupVault')[0]?.properties.LockConfiguration).toEqual({
      MinRetentionDays: 7,
    });
  });
});

describe('who and what keeps secrets', () => {
  it('keeps people by groups, with long passwords and TOTP', () => {
    const [pool] = ofType('AWS::Cognito::UserPool');
    expect(pool?.properties).toMatchObject({
      AliasAttributes: ['email'],
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      DeletionProtection: 'ACTIVE',
      EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
      MfaConfiguration: 'OPTIONAL',
      Policies: {
        PasswordPolicy: {
          MinimumLength: 12,
          RequireLowercase: true,
          RequireNumbers: true,
          RequireSymbols: true,
          RequireUppercase: true,
        },
      },
    });
    expect(ofType('AWS::Cognito::UserPoolClient')[0]?.properties).toMatchObject({
      AccessTokenValidity: 15,
      EnableTokenRevocation: true,
      ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
      PreventUserExistenceErrors: 'ENABLED',
      RefreshTokenValidity: 30 * 24 * 60,
    });
    const names = ofType('AWS::Cognito::UserPoolGroup').map(
      ({ properties }) => properties.GroupName,
    );
    expect(names).toEqual([...groups]);
  });

  it('has a key for each purpose, rotated where a key can be', () => {
    const keys = ofType('AWS::KMS::Key').map(({ properties }) => properties);
    expect(
      keys.map(({ KeySpec, KeyUsage, EnableKeyRotation }) => [
        KeySpec,
        KeyUsage,
        EnableKeyRotation,
      ]),
    ).toEqual([
      [undefined, undefined, true],
      [undefined, undefined, true],
      ['HMAC_256', 'GENERATE_VERIFY_MAC', undefined],
      ['HMAC_256', 'GENERATE_VERIFY_MAC', undefined],
    ]);
  });
});

describe('the API', () => {
  const ofApi = (type: string) => ofType(type).filter(({ stack }) => stack === 'api');
  const routes = ofApi('AWS::ApiGatewayV2::Route').map(({ properties }) => properties);
  const [stage] = ofApi('AWS::ApiGatewayV2::Stage').map(({ properties }) => properties);

  it('asks for a token on every route that is not public by contract', () => {
    const open = routes.filter(({ AuthorizationType }) => AuthorizationType !== 'JWT');
    expect(open.map(({ RouteKey }) => RouteKey).sort()).toEqual([
      '$default',
      'GET /v1/market/price',
      'GET /v1/market/prices',
      'GET /v1/openapi.json',
      'POST /v1/portfolio/what-if',
      'POST /v1/sessions',
      'POST /v1/sessions/refresh',
      'POST /v1/users',
    ]);
    for (const route of routes.filter((each) => !open.includes(each)))
      expect(route.AuthorizerId).toEqual({ Ref: ofApi('AWS::ApiGatewayV2::Authorizer')[0]?.id });
  });

  it('throttles every route, and all others', () => {
    expect(Object.keys(stage.RouteSettings).sort()).toEqual(
      routes.map((each) => each.RouteKey).sort(),
    );
    for (const settings of [
      stage.DefaultRouteSettings,
      ...Object.values<object>(stage.RouteSettings),
    ])
      expect(settings).toMatchObject({
        ThrottlingBurstLimit: expect.any(Number),
        ThrottlingRateLimit: expect.any(Number),
      });
  });

  it('is built before its stage throttles it', () => {
    const [{ raw } = { raw: {} }] = ofApi('AWS::ApiGatewayV2::Stage');
    const ids = ofApi('AWS::ApiGatewayV2::Route').map(({ id }) => id);
    expect(raw.DependsOn).toEqual(expect.arrayContaining(ids));
  });

  it('logs every request, without query, body or headers', () => {
    expect(stage.AccessLogSettings.DestinationArn).toBeDefined();
    const format = Object.values(JSON.parse(stage.AccessLogSettings.Format)).join();
    expect(format).toContain('$context.requestId');
    expect(format).not.toMatch(/query|body|header|authorizer\.claims\.(?!username)/i);
  });

  it('names functions that exist, and holds no export of their stacks', () => {
    const named = new Set(functions.map(({ properties }) => properties.FunctionName));
    const uris = ofApi('AWS::ApiGatewayV2::Integration').map(({ properties }) =>
      JSON.stringify(properties.IntegrationUri),
    );
    for (const uri of uris) expect(named).toContain(/:function:([a-z-]+)/.exec(uri)?.[1]);
    const imports = JSON.stringify(templates['api']).match(/"Fn::ImportValue":"[^"]+"/g) ?? [];
    expect(imports.filter((each) => !/assay-dev-(data|watch):/.test(each))).toEqual([]);
  });
});

describe('the WebSocket API', () => {
  const ofLive = (type: string) => ofType(type).filter(({ stack }) => stack === 'live');
  const [stage] = ofLive('AWS::ApiGatewayV2::Stage').map(({ properties }) => properties);

  it('admits nobody whom its authoriser has not seen, whatever the case of their headers', () => {
    const [authorizer] = ofLive('AWS::ApiGatewayV2::Authorizer');
    expect(authorizer?.properties).toMatchObject({ AuthorizerType: 'REQUEST', IdentitySource: [] });
    const [connect] = ofLive('AWS::ApiGatewayV2::Route').filter(
      ({ properties }) => properties.RouteKey === '$connect',
    );
    expect(connect?.properties).toMatchObject({
      AuthorizationType: 'CUSTOM',
      AuthorizerId: { Ref: authorizer?.id },
    });
  });

  it('is throttled, and stands at the path that the web app’s address hands on', () => {
    expect(stage).toMatchObject({
      StageName: 'ws',
      DefaultRouteSettings: {
        ThrottlingBurstLimit: expect.any(Number),
        ThrottlingRateLimit: expect.any(Number),
      },
    });
    const [distribution] = ofType('AWS::CloudFront::Distribution');
    const behaviours = distribution?.properties.DistributionConfig.CacheBehaviors;
    const [api, live] = ['/v1/*', '/ws'].map((path) =>
      behaviours.find(({ PathPattern }: { PathPattern: string }) => PathPattern === path),
    );
    expect(live).toEqual({ ...api, PathPattern: '/ws', TargetOriginId: expect.anything() });
    expect(live.TargetOriginId).not.toBe(api.TargetOriginId);
  });

  it('logs each connection and message without headers, where the ticket is', () => {
    expect(stage.AccessLogSettings.Format).toContain('$context.connectionId');
    expect(stage.AccessLogSettings.Format).not.toMatch(/query|body|header/i);
  });
});

describe('the whole', () => {
  it('stays well below 500 resources a stack', () => {
    for (const template of Object.values(templates))
      expect(Object.keys(template.Resources).length).toBeLessThan(300);
    expect(all.length).toBeGreaterThan(200);
  });

  it('satisfies the AwsSolutions rules', async () => {
    const app = assemble(new App({ analyticsReporting: false }), 'prod', bundles);
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
    expect(() => app.synth()).not.toThrow();
  });

  it('has a record for each stage, and knows no other', () => {
    for (const stage of stages) expect(configFor(stage)).toMatchObject({ stage, currency: 'EUR' });
    expect(() => configFor('production')).toThrow("no stage 'production'");
  });

  it.each(Object.keys(templates))('is as last agreed: %s', (name) => {
    const text = JSON.stringify(templates[name], null, 2).replaceAll(
      /"[0-9a-f]{64}\.zip"/g,
      '"<asset>.zip"',
    );
    expect(JSON.parse(text)).toMatchSnapshot();
  });
});
