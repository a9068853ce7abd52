import { writeSync } from 'node:fs';
import { createDynamo } from '../../../local/dynamodb/create-dynamo.ts';
import { createSystemRandom } from '../../../local/kernel/random.ts';
import { openStorage } from '../../../local/kernel/storage.ts';
import { createVirtualTimeline } from '../../../local/kernel/timeline.ts';

// Writes until it is killed, and says of each item that it is acknowledged.
const storage = openStorage(process.argv[2] ?? ':memory:');
const dynamo = createDynamo({
  world: {
    storage,
    timeline: createVirtualTimeline(Date.UTC(2026, 10, 23)),
    random: createSystemRandom(),
    meter: { add: () => {} },
    account: '000000000000',
    region: 'eu-west-1',
  },
  tables: [
    {
      name: 'events',
      partition: { name: 'stream', type: 'S' },
      sort: { name: 'version', type: 'N' },
      stream: 'NEW_IMAGE',
      ttl: 'expiresAt',
    },
  ],
});

for (let at = 0; ; at += 5) {
  const streams = Array.from({ length: 5 }, (_, i) => `s${at + i}`);
  await Promise.all(
    streams.map(async (stream) => {
      const Item = { stream: { S: stream }, version: { N: '1' } };
      const input = { TableName: 'events', Item };
      await dynamo.call({ operation: 'PutItem', input, caller: { kind: 'cloud', name: 'writer' } });
      writeSync(1, `${stream}\n`);
    }),
  );
}
