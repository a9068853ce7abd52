import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { Bus } from '../ledger/bus.ts';
import { Relay } from '../ledger/relay.ts';
import { Projections } from '../projections/projections.ts';
import type { Platform } from '../shared/platform.ts';
import type { DataStack } from './data-stack.ts';
import { stackProps } from './stack-props.ts';

/** From what was stored to what can be read: the relay, the bus, the projections. */
export class LedgerStack extends Stack {
  readonly bus: Bus;

  constructor(scope: Construct, platform: Platform, { tables }: DataStack) {
    const { config } = platform;
    super(
      scope,
      `assay-${config.stage}-ledger`,
      stackProps(config, 'How Assay tells its events: relay, bus, projections'),
    );
    this.bus = new Bus(this, config);
    new Relay(this, platform, tables.events, this.bus);
    new Projections(this, platform, this.bus, tables);
  }
}
