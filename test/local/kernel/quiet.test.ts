import { expect, it } from 'vitest';
import { createIdle, createSettle } from '../../../local/kernel/quiet.ts';
import { createVirtualTimeline } from '../../../local/kernel/timeline.ts';

const turns = async (count: number) => {
  for (let i = 0; i < count; i++) await new Promise(setImmediate);
};

const work = () => {
  let inFlight = 0;
  let delayed = 0;
  return {
    activity: () => ({ ready: 0, inFlight, delayed, nextDueMs: undefined }),
    /** Something that takes many turns of the event loop and no time. */
    run: async (count: number) => {
      inFlight += 1;
      await turns(count);
      inFlight -= 1;
    },
    delay: (change: number) => {
      delayed += change;
    },
  };
};

it('time does not move on before what a moment caused has been worked off', async () => {
  const timeline = createVirtualTimeline(0);
  const { activity, run } = work();
  timeline.settleWith?.(createSettle(activity));
  const ended: number[] = [];
  for (const dueMs of [1000, 2000, 3000])
    timeline.after(dueMs, () => void run(50).then(() => ended.push(timeline.now())));
  await timeline.advance(5000);
  expect(ended).toEqual([1000, 2000, 3000]);
});

it('time moves on in the end past work that waits for time', async () => {
  const timeline = createVirtualTimeline(0);
  timeline.settleWith?.(createSettle(() => ({ ready: 0, inFlight: 1, delayed: 0, nextDueMs: 0 })));
  const ended: number[] = [];
  timeline.after(1000, () => timeline.after(500, () => ended.push(timeline.now())));
  await timeline.advance(2000);
  expect(ended).toEqual([1500]);
});

it('is idle only when nothing runs and nothing waits for its time', async () => {
  const timeline = createVirtualTimeline(0);
  const { activity, run, delay } = work();
  const idle = createIdle(activity, timeline);
  delay(1);
  timeline.after(60_000, () => {
    delay(-1);
    void run(10);
  });
  let resolved = false;
  const waiting = idle().then(() => {
    resolved = true;
  });
  await turns(1000);
  expect(resolved).toBe(false);
  await timeline.advance(60_000);
  await waiting;
  expect(activity().inFlight).toBe(0);
});
