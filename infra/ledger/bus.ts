import { EventBus } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import { type DerivedEventType, derivedSource } from '../../domain/shared/names.ts';
import type { StageConfig } from '../config.ts';
import type { Access } from '../shared/access.ts';
import { nameOf } from '../shared/platform.ts';

/** The bus on which every event that was stored is told to whoever cares. */
export class Bus extends Construct {
  readonly bus: EventBus;

  constructor(scope: Construct, config: StageConfig) {
    super(scope, 'Bus');
    this.bus = new EventBus(this, 'Events', { eventBusName: nameOf(config, 'events') });
  }

  get mayPublish(): Access {
    return {
      env: { eventBusName: this.bus.eventBusName },
      allow: [{ actions: ['events:PutEvents'], resources: [this.bus.eventBusArn] }],
    };
  }
}

/** A rule's pattern for some event types of an aggregate. */
export const eventsOf = (aggregate: string, ...types: readonly string[]) => ({
  source: [`assay.${aggregate}`],
  ...(types.length > 0 ? { detailType: [...types] } : {}),
});

/** A rule's pattern for events that are told and not stored. */
export const derivedEventsOf = (...types: readonly DerivedEventType[]) => ({
  source: [derivedSource],
  detailType: [...types],
});

/** A rule's pattern for one message per commit, with the state after it: what a row of a read table is made of. */
export const commitsOf = (aggregate: string) => ({
  source: [`assay.${aggregate}`],
  detail: { lastInCommit: [true] },
});
