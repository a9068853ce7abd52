import { describe, expect, it } from 'vitest';
import { createNetwork } from '../../../local/sandbox/network.ts';

const open = () => {
  let dropped = 0;
  const { isDown, controls } = createNetwork(() => {
    dropped += 1;
    return 2;
  });
  const put = async (body: object) => {
    const [route] = controls;
    if (route === undefined) throw new Error('no route');
    const request = { body: JSON.stringify(body) } as Parameters<typeof route.handle>[0]['request'];
    const answer = await route.handle({ params: {}, query: new URLSearchParams(), request });
    return JSON.parse(`${answer.body}`);
  };
  return { isDown, put, dropped: () => dropped };
};

describe('the network between people and their WebSockets', () => {
  it('breaks once, or stays down until it is up', async () => {
    const { isDown, put, dropped } = open();
    expect(isDown()).toBe(false);
    expect(await put({ live: 'dropped' })).toEqual({ live: 'up', dropped: 2 });
    expect(isDown()).toBe(false);
    expect(await put({ live: 'down' })).toEqual({ live: 'down', dropped: 2 });
    expect(isDown()).toBe(true);
    expect(await put({ live: 'up' })).toEqual({ live: 'up', dropped: 0 });
    expect([isDown(), dropped()]).toEqual([false, 2]);
  });

  it('takes no other word', async () => {
    await expect(open().put({ live: 'sideways' })).rejects.toThrow('"live":"dropped"');
  });
});
