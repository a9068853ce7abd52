import { describe, expect, it } from 'vitest';
import {
  clockOf,
  createRealTimeline,
  createVirtualTimeline,
} from '../../../local/kernel/timeline.ts';

describe('virtual time', () => {
  it('runs what becomes due in order of its due time, at that time', async () => {
    const timeline = createVirtualTimeline(1000);
    const ran: [string, number][] = [];
    const note = (name: string) => () => ran.push([name, timeline.now()]);
    timeline.after(30, note('third'));
    timeline.after(10, note('first'));
    timeline.after(10, note('second'));
    timeline.after(99, note('never'));
    await timeline.advance(50);
    expect(ran).toEqual([
      ['first', 1010],
      ['second', 1010],
      ['third', 1030],
    ]);
    expect(timeline.now()).toBe(1050);
  });

  it('runs what a task starts on the way', async () => {
    const timeline = createVirtualTimeline(0);
    const ran: number[] = [];
    timeline.after(10, () => timeline.after(10, () => ran.push(timeline.now())));
    await timeline.advance(20);
    expect(ran).toEqual([20]);
  });

  it('runs nothing that was cancelled, and keeps its order when it sweeps', async () => {
    const timeline = createVirtualTimeline(0);
    const ran: number[] = [];
    const cancels = Array.from({ length: 5000 }, (_, index) =>
      timeline.after((index * 7919) % 5000, () => ran.push(timeline.now())),
    );
    for (const [index, cancel] of cancels.entries()) if (index % 10 !== 0) cancel();
    await timeline.advance(5000);
    expect(ran).toHaveLength(500);
    expect(ran).toEqual(ran.toSorted((a, b) => a - b));
  });
});

describe('the machine’s time', () => {
  const hour = 3_600_000;

  it('jumps all the way, over what becomes due and what was called off, and another thread reads the same', async () => {
    const timeline = createRealTimeline();
    const elsewhere = clockOf(timeline.shared as SharedArrayBuffer);
    const began = timeline.now();
    const at: number[] = [];
    let moments = 0;
    timeline.settleWith?.(async () => void moments++);
    timeline.after(hour, () => at.push(timeline.now() - began, elsewhere() - began));
    timeline.after(hour / 2, () => at.push(0))();
    await timeline.advance(2 * hour);
    timeline.stop();
    expect(moments).toBe(1);
    expect(at.map((ms) => Math.floor(ms / 60_000))).toEqual([60, 60]);
    expect([timeline.now(), elsewhere()].map((now) => Math.floor((now - began) / 60_000))).toEqual([
      120, 120,
    ]);
  });
});
