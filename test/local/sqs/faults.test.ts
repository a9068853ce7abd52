import { expect, it } from 'vitest';
import { noFaults } from '../../../local/kernel/faults.ts';
import { createSqs } from '../../../local/sqs/service.ts';
import { queue, queueArn, resourcesOf, worldAt } from './support.ts';

it('delivers twice, late or not at all when a fault says so', async () => {
  const world = worldAt();
  const arrivals = [[0, 500], [2_000], [0]];
  const sqs = createSqs({
    world,
    resources: resourcesOf(queue('orders')),
    faults: { ...noFaults, arrivalsMs: () => arrivals.shift() ?? [0] },
  });
  for (const body of ['twice', 'late', 'plain']) sqs.send(queueArn('orders'), body);
  const take = () => sqs.receive(queueArn('orders'), 10).map(({ body }) => body);
  expect(take()).toEqual(['twice', 'plain']);
  await world.timeline.advance(500);
  expect(take()).toEqual(['twice']);
  await world.timeline.advance(1_500);
  expect(take()).toEqual(['late']);
});

it('refuses a send when a fault says so, and keeps nothing of it', () => {
  const sqs = createSqs({
    world: worldAt(),
    resources: resourcesOf(queue('orders')),
    faults: { ...noFaults, rejection: () => 'ServiceUnavailable' },
  });
  expect(() => sqs.send(queueArn('orders'), 'x')).toThrow(
    expect.objectContaining({ code: 'ServiceUnavailable', status: 503 }),
  );
  expect(sqs.activity().ready).toBe(0);
});
