import { build } from 'esbuild';
import type { Outcome } from '../../../local/kernel/invoke.ts';
import { type Bundle, compileBundle } from '../../../local/lambda/bundle.ts';
import type { FunctionDefinition } from '../../../local/lambda/definition.ts';
import type { Instance } from '../../../local/lambda/instance.ts';

/** Bundles a handler's source as the platform's handlers are bundled. */
export const bundleText = async (source: string): Promise<string> => {
  const { outputFiles } = await build({
    stdin: { contents: source, loader: 'ts', resolveDir: import.meta.dirname },
    write: false,
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    mainFields: ['module', 'main'],
    legalComments: 'none',
  });
  return (outputFiles[0] as { readonly text: string }).text;
};

/** A function that is not in any template. */
export const functionOf = (
  bundle: Bundle | string,
  overrides: Partial<FunctionDefinition> = {},
): FunctionDefinition => {
  const compiled =
    typeof bundle === 'string' ? compileBundle(bundle, '/var/task/index.js') : bundle;
  return {
    name: 'greet',
    arn: 'arn:aws:lambda:eu-west-1:000000000000:function:greet',
    roleArn: 'arn:aws:iam::000000000000:role/greet',
    timeoutMs: 3000,
    memoryMb: 512,
    reserved: undefined,
    environment: {},
    deadLetterArn: undefined,
    exportName: 'handler',
    bundle: () => compiled,
    path: '/var/task/index.js',
    inline: undefined,
    ...overrides,
  };
};

/** Asks an instance, and reads what it wrote. */
export const asked = async (instance: Instance, event: unknown): Promise<Outcome> => {
  const outcome = await instance.invoke(JSON.stringify(event), 'request-1', 'arn:invoked');
  return outcome.ok ? { ok: true, payload: JSON.parse(outcome.json) } : outcome;
};
