import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';
import { type Addresses, Hosting } from '../hosting/hosting.ts';
import { stackProps } from './stack-props.ts';

/** What people open in a browser. */
export class WebStack extends Stack {
  constructor(scope: Construct, config: StageConfig, addresses: Addresses) {
    super(scope, `assay-${config.stage}-web`, stackProps(config, 'The web app of Assay'));
    const { bucketName, url } = new Hosting(this, config, addresses);
    // `npm run deploy` reads it, and puts the built files there.
    new CfnOutput(this, 'Bucket', { value: bucketName });
    new CfnOutput(this, 'Url', { value: url });
  }
}
