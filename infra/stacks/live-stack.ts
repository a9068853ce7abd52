import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { Live } from '../realtime/live.ts';
import type { Parts } from '../shared/context.ts';
import { stackProps } from './stack-props.ts';

/** What tells people of news while they look. */
export class LiveStack extends Stack {
  /** Where the WebSocket API is, without its stage. */
  readonly url: string;

  constructor(scope: Construct, parts: Parts) {
    const { config } = parts.platform;
    super(scope, `assay-${config.stage}-live`, stackProps(config, 'The WebSocket API of Assay'));
    this.url = new Live(this, parts).url;
    new CfnOutput(this, 'Url', { value: this.url });
  }
}
