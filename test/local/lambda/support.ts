import { resolveTemplates } from '../../../local/kernel/template.ts';
import { createLambda, type LambdaOptions } from '../../../local/lambda/create-lambda.ts';
import type { Dispatch } from '../../../local/wire/dispatcher.ts';
import { createTestWorld } from '../support/world.ts';

/** The function's. */
export const arn = 'arn:aws:lambda:eu-west-1:000000000000:function:greet';

/** A local cloud of one function, whose handler is given as source. */
export const cloudOf = (
  handler: string,
  {
    properties = {},
    resources = {},
    world = createTestWorld(),
    dispatch = async () => ({ status: 200, headers: {}, body: '' }),
    ...options
  }: LambdaOptions & {
    readonly properties?: object;
    readonly resources?: object;
    readonly dispatch?: Dispatch;
    readonly world?: ReturnType<typeof createTestWorld>;
  } = {},
) => {
  const delivered: unknown[] = [];
  const template = {
    Resources: {
      Role: { Type: 'AWS::IAM::Role' },
      Greet: {
        Type: 'AWS::Lambda::Function',
        Properties: {
          FunctionName: 'greet',
          Runtime: 'nodejs24.x',
          Handler: 'index.handler',
          MemorySize: 512,
          Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
          Code: { ZipFile: `exports.handler = ${handler}` },
          ...properties,
        },
      },
      ...resources,
    },
  };
  const place = { account: '000000000000', region: 'eu-west-1' };
  const lambda = createLambda({
    world,
    resources: resolveTemplates([{ name: 'app', template }], place),
    assetPath: () => undefined,
    reachable: { dispatch, sites: {} },
    deliver: async (target, body, attributes) => {
      delivered.push({ target, body, attributes });
    },
    options,
  });
  lambda.start();
  return { world, lambda, delivered };
};

/** Lets storage commit and everything that waits for it run. */
export const turns = async (count = 5) => {
  for (let i = 0; i < count; i++) await new Promise(setImmediate);
};
