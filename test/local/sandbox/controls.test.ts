import { describe, expect, it } from 'vitest';
import { clockOffsetMs } from '../../../local/sandbox/clock.ts';
import { createSettings } from '../../../local/sandbox/settings.ts';
import { sandboxWorld } from './sandbox-world.ts';

const mails = [
  {
    channel: 'email',
    to: ['a@assay.test'],
    subject: '1',
    text: '',
    sentAt: '2026-11-23T09:00:00.000Z',
  },
  {
    channel: 'email',
    to: ['b@assay.test'],
    subject: '2',
    text: '',
    sentAt: '2026-11-23T09:00:00.000Z',
  },
  { channel: 'sms', to: ['+353850000000'], text: '3', sentAt: '2026-11-23T09:00:01.000Z' },
] as const;

describe('the list of controls', () => {
  it('names every control, and each is there', async () => {
    const { control } = sandboxWorld();
    const { json } = await control('GET', '/_local');
    const routes: string[] = json.controls.map((entry: { route: string }) => entry.route);
    expect(routes).toContain('POST /_local/bank/transfers');
    expect(routes).toContain('POST /_local/clock');
    for (const route of routes) {
      const [method = '', path = ''] = route.split(' ');
      expect((await control(method, path, method === 'GET' ? undefined : {})).status).not.toBe(404);
    }
  });

  it('answers what is not there with a problem', async () => {
    const { control } = sandboxWorld();
    const unknown = await control('GET', '/_local/nothing');
    expect([unknown.status, unknown.json.code]).toEqual([404, 'sandbox.unknown-route']);
    const method = await control('DELETE', '/_local/clock');
    expect([method.status, method.headers['allow']]).toEqual([405, 'GET, POST']);
    expect((await control('GET', '/_local/bank/behaviour/')).status).toBe(200);
  });
});

describe('the clock', () => {
  it.each([
    ['30s', 30_000],
    ['90m', 5_400_000],
    ['24h', 86_400_000],
    ['7d', 604_800_000],
  ])('moves by %s, and stays moved', async (advance, ms) => {
    const { control, world, storage } = sandboxWorld();
    const before = world.timeline.now();
    const { json } = await control('POST', '/_local/clock', { advance });
    expect(world.timeline.now() - before).toBe(ms);
    expect(json).toEqual({ now: new Date(before + ms).toISOString(), movedByMs: ms });
    await control('POST', '/_local/clock', { advance });
    expect(clockOffsetMs(createSettings(storage))).toBe(2 * ms);
  });

  it('lets happen what falls due on the way', async () => {
    const { control, world } = sandboxWorld();
    let rang = 0;
    world.timeline.after(3_600_000, () => {
      rang = world.timeline.now();
    });
    const start = world.timeline.now();
    await control('POST', '/_local/clock', { advance: '24h' });
    expect(rang - start).toBe(3_600_000);
  });

  it.each(['-1h', '24', 'tomorrow', '1.5h', '401d', ''])('does not move by %j', async (advance) => {
    const { control, world } = sandboxWorld();
    const before = world.timeline.now();
    expect((await control('POST', '/_local/clock', { advance })).status).toBe(400);
    expect(world.timeline.now()).toBe(before);
  });
});

describe('the mailbox', () => {
  it('shows all, newest first', async () => {
    const { json } = await sandboxWorld({ mails }).control('GET', '/_local/mailbox');
    expect(json.items).toEqual([mails[2], mails[1], mails[0]]);
  });

  it('narrows to one address', async () => {
    const { control } = sandboxWorld({ mails });
    const { json } = await control('GET', '/_local/mailbox?to=A%40assay.test');
    expect(json.items).toEqual([mails[0]]);
  });
});

describe('the readings', () => {
  it('show the meter, its integers as text', async () => {
    const { json } = await sandboxWorld().control('GET', '/_local/meter');
    expect(json).toEqual({ totalPicoUsd: '12' });
  });
});
