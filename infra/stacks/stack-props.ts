import type { StackProps } from 'aws-cdk-lib';
import type { StageConfig } from '../config.ts';

/** The account is whoever deploys: a synth needs no credentials. */
export const stackProps = (config: StageConfig, description: string): StackProps => ({
  env: { region: config.region },
  description,
  tags: { project: 'assay', stage: config.stage },
});
