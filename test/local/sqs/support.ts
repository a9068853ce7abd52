import { createMeter, type Ledger } from '../../../local/kernel/meter.ts';
import { createSeededRandom } from '../../../local/kernel/random.ts';
import type { Resource, Resources } from '../../../local/kernel/resources.ts';
import { openStorage } from '../../../local/kernel/storage.ts';
import { createVirtualTimeline } from '../../../local/kernel/timeline.ts';
import type { World } from '../../../local/kernel/world.ts';

/** 2026-11-23T09:00:00Z. */
export const START_MS = Date.UTC(2026, 10, 23, 9);

/** A world of its own, on virtual time; with a path it finds what an earlier one left there. */
export const worldAt = (
  path = ':memory:',
  startMs = START_MS,
): World & { readonly meter: Ledger } => ({
  timeline: createVirtualTimeline(startMs),
  random: createSeededRandom(7),
  storage: openStorage(path),
  meter: createMeter(),
  account: '000000000000',
  region: 'eu-west-1',
});

export const queueArn = (name: string) => `arn:aws:sqs:eu-west-1:000000000000:${name}`;
export const queueUrl = (name: string) =>
  `https://sqs.eu-west-1.amazonaws.com/000000000000/${name}`;

type Properties = Resource['properties'];

export const resource = (
  type: string,
  name: string,
  arn: string,
  properties: Properties,
): Resource => ({
  id: `Test/${name}`,
  stack: 'Test',
  logicalId: name,
  type,
  properties,
  ref: name,
  arn,
});

export const queue = (name: string, properties: Properties = {}): Resource => ({
  ...resource('AWS::SQS::Queue', name, queueArn(name), properties),
  ref: queueUrl(name),
});

export const resourcesOf = (...all: readonly Resource[]): Resources => ({
  all,
  ofType: (type) => all.filter((each) => each.type === type),
  find: (type, key) =>
    all.find((each) => each.type === type && (each.arn === key || each.ref === key)),
  outputs: {},
});

/** Lets everything that is on its way arrive, without moving time. */
export const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 12; turn++) await new Promise((resolve) => setImmediate(resolve));
};
