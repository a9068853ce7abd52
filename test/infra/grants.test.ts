import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { handlerNames } from '../../infra/shared/bundle.ts';
import { synthesised } from './support/templates.ts';

const { bundles, ofType } = await synthesised('dev');

/** What every function may do besides: write its own log and its trace. */
const common = new Set([
  'logs:CreateLogStream',
  'logs:PutLogEvents',
  'xray:PutTelemetryRecords',
  'xray:PutTraceSegments',
]);
/** What Lambda does in the function's name, to feed it: no code of ours calls these. */
const feeding = /^(sqs:|dynamodb:(DescribeStream|GetRecords|GetShardIterator|ListStreams))/;

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);

/** The end of an ARN as the template writes it: readable, and different for different things. */
const named = (resource: unknown): string => {
  const text = JSON.stringify(resource);
  const inside = /(?:FnGetAtt|OutputRef)([A-Za-z]+?)(?:Table)?[0-9A-F]{8}/.exec(text)?.[1];
  const own = /"Fn::GetAtt":\["([A-Za-z]+?)(?:Table)?[0-9A-F]{8}"/.exec(text)?.[1];
  const index = /index\/(\w+)/.exec(text)?.[1];
  return [inside ?? own ?? text, index].filter(Boolean).join('/');
};

interface Grant {
  readonly action: string;
  readonly line: string;
}

const roleOf = (handler: string): string | undefined =>
  ofType('AWS::Lambda::Function').find(
    ({ properties }) => properties.FunctionName === `assay-dev-${handler.replaceAll('/', '-')}`,
  )?.properties.Role['Fn::GetAtt'][0];

const grantsOf = (handler: string): Grant[] => {
  const role = roleOf(handler);
  return ofType('AWS::IAM::Policy')
    .filter(({ properties }) => properties.Roles[0].Ref === role)
    .flatMap(({ properties }) => properties.PolicyDocument.Statement)
    .flatMap(({ Action, Resource, Condition }) =>
      (list(Action) as string[]).flatMap((action) =>
        list(Resource).map((resource) => ({
          action,
          line: [action, named(resource), ...Object.values(Condition?.StringEquals ?? {})].join(
            ' ',
          ),
        })),
      ),
    )
    .filter(({ action }) => !common.has(action));
};

const codeOf = (handler: string) =>
  readFileSync(join(bundles.get(handler) ?? '', 'index.js'), 'utf8');

/** The operations that the code can call: a command names its own. */
const operationsIn = (handler: string): string[] =>
  [...codeOf(handler).matchAll(/,"([A-Z][A-Za-z]+)",[\w$]+\)\{/g)].map(([, name = '']) => name);

const writesOf: Readonly<Record<string, RegExp>> = {
  PutItem: /\{Put:/,
  UpdateItem: /\{Update:/,
  DeleteItem: /\{Delete:/,
  ConditionCheckItem: /\{ConditionCheck:/,
};

/** What IAM calls otherwise than the API does. */
const operationOf: Readonly<Record<string, string>> = { ManageConnections: 'PostToConnection' };

const calls = (handler: string, action: string): boolean => {
  const operation = operationOf[action] ?? action;
  const operations = operationsIn(handler);
  if (operations.includes(operation)) return true;
  const write = writesOf[operation];
  return operations.includes('TransactWriteItems') && write?.test(codeOf(handler)) === true;
};

describe.each(handlerNames())('%s', (handler) => {
  const grants = grantsOf(handler);

  it('may do nothing that it does not call', () => {
    const unused = grants
      .filter(({ action }) => !feeding.test(action))
      // DynamoDB decrypts its tables in the caller's name.
      .filter(({ line }) => !line.endsWith('dynamodb.eu-west-1.amazonaws.com'))
      .filter(({ action }) => !calls(handler, action.split(':')[1] ?? ''));
    expect(unused).toEqual([]);
  });

  it('may do what was last agreed', () => {
    expect(grants.map(({ line }) => line).sort()).toMatchSnapshot();
  });
});
