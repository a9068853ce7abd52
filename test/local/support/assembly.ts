import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A cloud assembly of one stack, `app`, on disk; `code` is the bundle of each asset by its name. */
export const writeAssembly = (
  resources: Readonly<Record<string, object>>,
  code: Readonly<Record<string, string>>,
): { readonly folder: string; readonly remove: () => void } => {
  const folder = mkdtempSync(join(tmpdir(), 'assembly-'));
  const write = (path: string, content: unknown) =>
    writeFileSync(join(folder, path), JSON.stringify(content));
  const files = Object.keys(code).map((name) => [
    name,
    { source: { path: name }, destinations: { here: { objectKey: `${name}.zip` } } },
  ]);
  for (const [name, text] of Object.entries(code)) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, 'index.js'), text);
  }
  write('app.assets.json', { files: Object.fromEntries(files) });
  write('app.template.json', { Resources: resources });
  write('manifest.json', {
    artifacts: {
      app: {
        type: 'aws:cloudformation:stack',
        properties: { templateFile: 'app.template.json', stackName: 'app' },
      },
      assets: { type: 'cdk:asset-manifest', properties: { file: 'app.assets.json' } },
    },
  });
  return { folder, remove: () => rmSync(folder, { recursive: true }) };
};

/** A function of an asset, with a role of its own and what that may do: actions and resources in turn. */
export const declareFunction = (
  name: string,
  environment: Readonly<Record<string, unknown>>,
  grants: readonly (readonly [action: string | readonly string[], resource: unknown])[],
): Readonly<Record<string, object>> => ({
  [`${name}Role`]: {
    Type: 'AWS::IAM::Role',
    Properties: {
      Policies: grants.map(([Action, Resource]) => ({
        PolicyDocument: { Statement: [{ Effect: 'Allow', Action, Resource }] },
      })),
    },
  },
  [name]: {
    Type: 'AWS::Lambda::Function',
    Properties: {
      FunctionName: name.toLowerCase(),
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Role: { 'Fn::GetAtt': [`${name}Role`, 'Arn'] },
      Code: { S3Bucket: 'assets', S3Key: `${name}.zip` },
      Environment: { Variables: environment },
    },
  },
});
