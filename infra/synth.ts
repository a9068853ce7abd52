import { App, Validations } from 'aws-cdk-lib';
import { configFor, type Stage } from './config.ts';
import { type Bundles, bundleHandlers } from './shared/bundle.ts';
import type { Platform } from './shared/platform.ts';
import { collectRoutes } from './shared/routes.ts';
import { ApiStack } from './stacks/api-stack.ts';
import { contextStacks } from './stacks/context-stacks.ts';
import { DataStack } from './stacks/data-stack.ts';
import { LedgerStack } from './stacks/ledger-stack.ts';
import { LiveStack } from './stacks/live-stack.ts';
import { WatchStack } from './stacks/watch-stack.ts';
import { WebStack } from './stacks/web-stack.ts';

/** Settings under which templates are made; here and not in cdk.json, so that they hold without the CLI too. */
const flags = {
  '@aws-cdk/aws-iam:minimizePolicies': true,
  '@aws-cdk/core:enablePartitionLiterals': true,
  // A table cannot leave its stack while another stack names it.
  '@aws-cdk/core:defaultCrossStackReferences': 'strong',
} as const;

/** All stacks of a stage, wired. */
export const assemble = (app: App, stage: string, bundles: Bundles): App => {
  for (const [name, value] of Object.entries(flags)) app.node.setContext(name, value);
  const config = configFor(stage);
  const data = new DataStack(app, config);
  const { monitoring } = new WatchStack(app, config);
  const platform: Platform = { config, bundles, monitoring, routes: collectRoutes() };
  const ledger = new LedgerStack(app, platform, data);
  const contexts = contextStacks(app, { platform, data, ledger });
  const live = new LiveStack(app, { platform, data, ledger });
  const api = new ApiStack(app, platform, data.userPool);
  for (const stack of [...contexts, live]) api.addStackDependency(stack);
  new WebStack(app, config, { api: api.url, live: live.url });
  return app;
};

/** The app of a stage as `cdk` wants it: checked by the AwsSolutions rules, save the one stage that is no account. */
export const checked = async (app: App): Promise<App> => {
  const stage: unknown = app.node.tryGetContext('stage') ?? 'dev';
  assemble(app, String(stage), await bundleHandlers({ maps: true }));
  if (stage === 'local') return app;
  const { AwsSolutionsChecks } = await import('cdk-nag');
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  return app;
};

/** Writes the templates of a stage to `outdir`, without the CDK's command line. */
export const synth = ({
  stage,
  outdir,
  bundles,
}: {
  readonly stage: Stage;
  readonly outdir: string;
  readonly bundles: Bundles;
}): void => {
  const app = new App({
    outdir,
    analyticsReporting: false,
    treeMetadata: false,
    stackTraces: false,
    // CloudFormation's own checks cost four seconds; `npm run synth` and a test make them.
    builtinCloudFormationValidation: false,
  });
  assemble(app, stage, bundles).synth();
};
