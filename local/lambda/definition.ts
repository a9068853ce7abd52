import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Resource } from '../kernel/resources.ts';
import { type Bundle, compileBundle } from './bundle.ts';

/** A function as the template declares it; plain data, so that another thread can be told of it. */
export interface Declaration {
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
  readonly path: string;
  /** The code, where the template itself has it. */
  readonly inline: string | undefined;
}

/** A function that this process can run. */
export interface FunctionDefinition extends Declaration {
  /** Reads and compiles the code, once. Throws when there is none to read. */
  readonly bundle: () => Bundle;
}

const pathOf = (folder: string | undefined, module: string, inline: string | undefined): string => {
  if (inline !== undefined) return `inline/${module}.js`;
  const candidates = ['.js', '.cjs'].map((ending) =>
    join(folder ?? 'unknown-asset', `${module}${ending}`),
  );
  return candidates.find((each) => existsSync(each)) ?? (candidates[0] as string);
};

/** The same function, to be run here; what was compiled is kept in `bundles`. */
export const runnable = (
  declaration: Declaration,
  bundles: Map<string, Bundle>,
): FunctionDefinition => {
  const { name, path, inline } = declaration;
  const key = inline === undefined ? path : name;
  return {
    ...declaration,
    bundle: () => {
      const compiled =
        bundles.get(key) ?? compileBundle(inline ?? readFileSync(path, 'utf8'), path);
      bundles.set(key, compiled);
      return compiled;
    },
  };
};

/**
 * Reads an AWS::Lambda::Function. `assetPath` finds the code by its S3 key.
 * Throws, by name, for what the local cloud cannot run: other languages, images, layers.
 */
export const declarationOf = (
  resource: Resource,
  assetPath: (s3Key: string) => string | undefined,
): Declaration => {
  const { id, ref, arn, properties } = resource;
  const { Runtime, Handler, Code, Layers } = properties;
  if (typeof Runtime !== 'string' || !Runtime.startsWith('nodejs'))
    throw new Error(`${id}: the local cloud runs nodejs functions, not ${Runtime ?? 'images'}`);
  if (Layers?.length > 0) throw new Error(`${id}: the local cloud does not load layers`);
  const dot = String(Handler).lastIndexOf('.');
  const module = String(Handler).slice(0, dot);
  const inline = typeof Code?.ZipFile === 'string' ? Code.ZipFile : undefined;
  return {
    name: ref,
    arn,
    path: pathOf(assetPath(Code?.S3Key), module, inline),
    inline,
    roleArn: properties['Role'],
    timeoutMs: Number(properties['Timeout'] ?? 3) * 1000,
    memoryMb: Number(properties['MemorySize'] ?? 128),
    reserved: properties['ReservedConcurrentExecutions'],
    environment: properties['Environment']?.Variables ?? {},
    deadLetterArn: properties['DeadLetterConfig']?.TargetArn,
    exportName: String(Handler).slice(dot + 1),
  };
};
