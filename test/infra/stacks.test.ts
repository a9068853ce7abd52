import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { describe, expect, it } from 'vitest';
import { configFor, stages } from '../../infra/config.ts';
import { problemsOf } from '../../infra/shared/asl.ts';
import { assemble } from '../../infra/synth.ts';
import { synthesised } from './support/templates.ts';

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
