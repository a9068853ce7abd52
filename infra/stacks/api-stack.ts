import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { Api } from '../api/api.ts';
import { OpenApi } from '../api/open-api.ts';
import type { UserPool } from '../data/user-pool.ts';
import type { Platform } from '../shared/platform.ts';
import { stackProps } from './stack-props.ts';

/** The front door: it names the functions of the other stacks and is deployed after them. */
export class ApiStack extends Stack {
  readonly url: string;

  constructor(scope: Construct, platform: Platform, userPool: UserPool) {
    const { config } = platform;
    super(scope, `assay-${config.stage}-api`, stackProps(config, 'The HTTP API of Assay'));
    new OpenApi(this, platform);
    const api = new Api(this, platform, userPool);
    new CfnOutput(this, 'Url', { value: api.url });
    this.url = api.url;
  }
}
