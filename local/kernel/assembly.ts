import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** One CloudFormation template as `cdk synth` wrote it, nothing resolved yet. */
export interface Template {
  readonly Parameters?: Readonly<
    Record<string, { readonly Type: string; readonly Default?: string }>
  >;
  readonly Mappings?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly Conditions?: Readonly<Record<string, unknown>>;
  readonly Resources?: Readonly<Record<string, TemplateResource>>;
  readonly Outputs?: Readonly<
    Record<string, { readonly Value: unknown; readonly Export?: { readonly Name: unknown } }>
  >;
}

/** A resource as written: its properties may hold intrinsics. */
export interface TemplateResource {
  readonly Type: string;
  readonly Condition?: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

/** A cloud assembly: every stack of an app, and where its assets lie on disk. */
export interface Assembly {
  readonly stacks: readonly { readonly name: string; readonly template: Template }[];
  /** The folder or file of an asset, by the S3 key that a template names (`<hash>.zip`); undefined when unknown. */
  readonly assetPath: (s3Key: string) => string | undefined;
}

interface Manifest {
  readonly artifacts?: Readonly<
    Record<
      string,
      {
        readonly type: string;
        readonly properties?: {
          readonly templateFile?: string;
          readonly stackName?: string;
          readonly directoryName?: string;
          readonly file?: string;
        };
      }
    >
  >;
}

interface AssetFile {
  readonly files?: Readonly<
    Record<
      string,
      {
        readonly source: { readonly path?: string };
        readonly destinations?: Readonly<Record<string, { readonly objectKey: string }>>;
      }
    >
  >;
}

const readJson = <T>(path: string): T => JSON.parse(readFileSync(path, 'utf8')) as T;

/**
 * Reads `cdk.out` (`manifest.json`, every stack's template, nested assemblies of stages included).
 * Throws when the folder holds no manifest: the app has not been synthesised.
 */
export const readAssembly = (directory: string): Assembly => {
  const stacks: { name: string; template: Template }[] = [];
  const assets = new Map<string, string>();

  const readAssets = (path: string, folder: string) => {
    for (const { source, destinations } of Object.values(readJson<AssetFile>(path).files ?? {})) {
      if (source.path === undefined) continue;
      for (const { objectKey } of Object.values(destinations ?? {}))
        assets.set(objectKey, resolve(folder, source.path));
    }
  };
  const read = (folder: string) => {
    const path = join(folder, 'manifest.json');
    if (!existsSync(path)) throw new Error(`${path} does not exist: synthesise the app first`);
    for (const [id, artifact] of Object.entries(readJson<Manifest>(path).artifacts ?? {})) {
      const { templateFile, stackName, directoryName, file } = artifact.properties ?? {};
      if (artifact.type === 'cdk:cloud-assembly' && directoryName !== undefined)
        read(join(folder, directoryName));
      if (artifact.type === 'cdk:asset-manifest' && file !== undefined)
        readAssets(join(folder, file), folder);
      if (artifact.type === 'aws:cloudformation:stack' && templateFile !== undefined)
        stacks.push({ name: stackName ?? id, template: readJson(join(folder, templateFile)) });
    }
  };
  read(resolve(directory));
  return { stacks, assetPath: (s3Key) => assets.get(s3Key) };
};
