import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Resource } from '../kernel/resources.ts';
import { type Bundle, compileBundle } from './bundle.ts';

/** A function as the template declares it. */
export interface FunctionDefinition {
  readonly name: string;
  readonly arn: string;
  readonly roleArn: string;
  readonly timeoutMs: number;
  readonly memoryMb: number;
  /** Instances at most; undefined leaves it to the local cloud. */
  readonly reserved: number | undefined;
  readonly environment: Readonly<Record<string, string>>;
  /** Where queued events go that failed for good: an ARN. */
  readonly deadLetterArn: string | undefined;
  /** The name that the bundle exports its handler under. */
  readonly exportName: string;
  /** Reads and compiles the code, once. Throws when there is none to read. */
  readonly bundle: () => Bundle;
  readonly path: string;
}

const sourceOf = (folder: string | undefined, module: string, inline: unknown) => {
  if (typeof inline === 'string') return { path: `inline/${module}.js`, read: () => inline };
  const candidates = ['.js', '.cjs'].map((ending) =>
    join(folder ?? 'unknown-asset', `${module}${ending}`),
  );
  const path = candidates.find((each) => existsSync(each)) ?? (candidates[0] as string);
  return { path, read: () => readFileSync(path, 'utf8') };
};

const compiledOnce = (bundles: Map<string, Bundle>, key: string, compile: () => Bundle): Bundle => {
  const compiled = bundles.get(key) ?? compile();
  bundles.set(key, compiled);
  return compiled;
};

/**
 * Reads an AWS::Lambda::Function. `assetPath` finds the code by its S3 key; what was compiled is kept in `bundles`.
 * Throws, by name, for what the local cloud cannot run: other languages, images, layers.
 */
export const definitionOf = (
  resource: Resource,
  assetPath: (s3Key: string) => string | undefined,
  bundles: Map<string, Bundle>,
): FunctionDefinition => {
  const { id, ref, arn, properties } = resource;
  const { Runtime, Handler, Code, Layers } = properties;
  if (typeof Runtime !== 'string' || !Runtime.startsWith('nodejs'))
    throw new Error(`${id}: the local cloud runs nodejs functions, not ${Runtime ?? 'images'}`);
  if (Layers?.length > 0) throw new Error(`${id}: the local cloud does not load layers`);
  const dot = String(Handler).lastIndexOf('.');
  const module = String(Handler).slice(0, dot);
  const { path, read } = sourceOf(assetPath(Code?.S3Key), module, Code?.ZipFile);
  return {
    name: ref,
    arn,
    path,
    roleArn: properties['Role'],
    timeoutMs: Number(properties['Timeout'] ?? 3) * 1000,
    memoryMb: Number(properties['MemorySize'] ?? 128),
    reserved: properties['ReservedConcurrentExecutions'],
    environment: properties['Environment']?.Variables ?? {},
    deadLetterArn: properties['DeadLetterConfig']?.TargetArn,
    exportName: String(Handler).slice(dot + 1),
    bundle: () =>
      compiledOnce(bundles, Code?.ZipFile === undefined ? path : ref, () =>
        compileBundle(read(), path),
      ),
  };
};
