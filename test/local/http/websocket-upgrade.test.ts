import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { listen } from '../../../local/http/server.ts';
import { createWebSocketUpgrade } from '../../../local/http/websocket-upgrade.ts';
import { createRealTimeline } from '../../../local/kernel/timeline.ts';
import { policy, start } from './websocket-world.ts';

const timeline = createRealTimeline();
const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
  timeline.stop();
});
const serve = async (given: ReturnType<typeof start>) => {
  const upgrades = { '/ws': createWebSocketUpgrade(given.api) };
  const listening = await listen({ port: 0, timeline, routes: {}, upgrades });
  ends.push(() => listening.close(0));
  return `ws://127.0.0.1:${listening.port}`;
};

describe('over a socket', () => {
  it('shakes hands, exchanges messages, and tells of the end', async () => {
    const { world } = start();
    const given = start({}, { ...world, timeline });
    const at = await serve(given);
    const socket = new WebSocket(`${at}/ws?token=t`);
    await once(socket, 'open');
    socket.send('{"action":"echo"}');
    const [data] = await once(socket, 'message');
    expect(String(data)).toBe('back');
    socket.close(4000, 'bye');
    await once(socket, 'close');
    await expect
      .poll(() => given.events.at(-1))
      .toMatchObject({
        name: 'disconnect',
        event: { requestContext: { disconnectStatusCode: 4000, disconnectReason: 'bye' } },
      });
  });

  it('speaks the protocol that $connect chose of those that were offered', async () => {
    const { world } = start();
    const headers = { 'Sec-WebSocket-Protocol': 'b' };
    const given = start({ connect: { statusCode: 200, headers } }, { ...world, timeline });
    const at = await serve(given);
    const socket = new WebSocket(`${at}/ws?token=t`, ['a', 'b']);
    await once(socket, 'open');
    expect(socket.protocol).toBe('b');
    expect(given.events[0]?.event.headers['sec-websocket-protocol']).toBe('a,b');
  });

  it('breaks connections as a network does, and tells of their end', async () => {
    const { world } = start();
    const given = start({}, { ...world, timeline });
    const socket = new WebSocket(`${await serve(given)}/ws?token=t`);
    await once(socket, 'open');
    const closed = once(socket, 'close');
    expect(given.api.drop()).toBe(1);
    expect((await closed)[0]).toBe(1006);
    await expect.poll(given.called).toContain('disconnect');
  });

  it('lets the server close while clients are connected', async () => {
    const { world } = start();
    const at = await serve(start({}, { ...world, timeline }));
    const socket = new WebSocket(`${at}/ws?token=t`);
    await once(socket, 'open');
    const closed = once(socket, 'close');
    await ends.pop()?.();
    expect((await closed)[0]).toBe(1006);
  });

  it('refuses with a status before the handshake, and where nothing is mounted', async () => {
    const { world } = start();
    const at = await serve(start({ authorize: policy('Deny') }, { ...world, timeline }));
    for (const [path, status] of [
      ['/ws?token=t', 403],
      ['/elsewhere', 404],
    ] as const) {
      const socket = new WebSocket(at + path);
      const [error] = await once(socket, 'error');
      expect(error.message).toBe(`Unexpected server response: ${status}`);
    }
  });
});

describe('a message', () => {
  it.each([
    [32 * 1024, undefined],
    [32 * 1024 + 1, 1009],
  ])('takes a frame of %i bytes, or ends with %s', async (bytes, code) => {
    const { world } = start();
    const given = start({}, { ...world, timeline });
    const socket = new WebSocket(`${await serve(given)}/ws?token=t`);
    await once(socket, 'open');
    const ended = new Promise<number | undefined>((resolve) => {
      socket.on('close', resolve);
      socket.on('message', () => resolve(undefined));
    });
    const padding = bytes - JSON.stringify({ action: 'echo', padding: '' }).length;
    socket.send(JSON.stringify({ action: 'echo', padding: 'x'.repeat(padding) }));
    expect(await ended).toBe(code);
    expect(given.called().includes('echo')).toBe(code === undefined);
  });

  it('takes 128 KB in frames that are short enough', async () => {
    const { world } = start();
    const socket = new WebSocket(`${await serve(start({}, { ...world, timeline }))}/ws?token=t`);
    await once(socket, 'open');
    const text = JSON.stringify({ action: 'echo', padding: 'x'.repeat(127 * 1024) });
    for (let from = 0; from < text.length; from += 32 * 1024) {
      const fin = from + 32 * 1024 >= text.length;
      socket.send(text.slice(from, from + 32 * 1024), { fin });
    }
    const [data] = await once(socket, 'message');
    expect(String(data)).toBe('back');
  });
});
