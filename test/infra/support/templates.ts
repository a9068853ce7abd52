import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { bundleHandlers } from '../../../infra/shared/bundle.ts';
import { assemble } from '../../../infra/synth.ts';

/** One resource of a template, as CloudFormation reads it. */
export interface Resource {
  readonly stack: string;
  readonly id: string;
  readonly type: string;
  // biome-ignore lint/suspicious/noExplicitAny: CloudFormation's shapes; each test reads the few that it is about.
  readonly properties: any;
  // biome-ignore lint/suspicious/noExplicitAny: as above.
  readonly raw: any;
}

/** The templates of a stage, by the short names of their stacks. */
export const synthesised = async (stage: string) => {
  const app = new App({
    outdir: mkdtempSync(join(tmpdir(), 'assay-')),
    analyticsReporting: false,
    builtinCloudFormationValidation: false,
  });
  const bundles = await bundleHandlers({ maps: false });
  const { stacks } = assemble(app, stage, bundles).synth();
  const templates = Object.fromEntries(
    stacks.map(({ stackName, template }) => [stackName.replace(`assay-${stage}-`, ''), template]),
  );
  const all: Resource[] = Object.entries(templates).flatMap(([stack, template]) =>
    Object.entries<{ Type: string; Properties?: unknown }>(template.Resources).map(([id, raw]) => ({
      stack,
      id,
      type: raw.Type,
      properties: raw.Properties ?? {},
      raw,
    })),
  );
  return {
    bundles,
    templates,
    all,
    ofType: (type: string) => all.filter((each) => each.type === type),
  };
};
