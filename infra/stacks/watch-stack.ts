import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';
import { Monitoring } from '../shared/monitoring.ts';
import { stackProps } from './stack-props.ts';

/** Where alarms go, and the dashboards. */
export class WatchStack extends Stack {
  readonly monitoring: Monitoring;

  constructor(scope: Construct, config: StageConfig) {
    super(
      scope,
      `assay-${config.stage}-watch`,
      stackProps(config, 'Alarms and dashboards of Assay'),
    );
    this.monitoring = new Monitoring(this, config);
  }
}
