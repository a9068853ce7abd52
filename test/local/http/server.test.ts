import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import type { HttpHandler } from '../../../local/http/message.ts';
import { type Listening, listen } from '../../../local/http/server.ts';
import { createRealTimeline } from '../../../local/kernel/timeline.ts';

const timeline = createRealTimeline();
const open: Listening[] = [];
afterEach(async () => {
  for (const listening of open.splice(0)) await listening.close(0);
  timeline.stop();
});

const echo: HttpHandler = async ({ method, path, query, headers, body, sourceIp }) => ({
  status: 200,
  headers: { 'content-type': 'application/json' },
  cookies: ['a=1', 'b=2'],
  body: JSON.stringify({
    method,
    path,
    query,
    headers,
    body: Buffer.from(body).toString('hex'),
    sourceIp,
  }),
});

const start = async (routes: Record<string, HttpHandler>, onError?: (error: unknown) => void) => {
  const listening = await listen({ port: 0, timeline, routes, ...(onError ? { onError } : {}) });
  open.push(listening);
  return { ...listening, at: `http://127.0.0.1:${listening.port}` };
};

it('hands requests over as they came, and answers as told', async () => {
  const { at } = await start({ '/v1': echo });
  const response = await fetch(`${at}/v1/a%20b?x=%31`, {
    method: 'POST',
    headers: { 'X-Probe': 'Yes' },
    body: Buffer.from([0, 255]),
  });
  expect(await response.json()).toMatchObject({
    method: 'POST',
    path: '/v1/a%20b',
    query: 'x=%31',
    headers: { 'x-probe': 'Yes' },
    body: '00ff',
    sourceIp: '127.0.0.1',
  });
  expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
});

it('mounts by whole segments, the longest prefix first', async () => {
  const named =
    (body: string): HttpHandler =>
    async () => ({ status: 200, headers: {}, body });
  const { at } = await start({
    '/v1': named('api'),
    '/bank/webhook': named('bank'),
    '/': named('web'),
  });
  const read = async (path: string) => (await fetch(at + path)).text();
  expect(await read('/v1')).toBe('api');
  expect(await read('/v1/users')).toBe('api');
  expect(await read('/v10')).toBe('web');
  expect(await read('/bank/webhook?x')).toBe('bank');
});

it('answers 404 where nothing is mounted and 500, without a word more, when a handler throws', async () => {
  const errors: unknown[] = [];
  const broken: HttpHandler = async () => {
    throw new Error('inside');
  };
  const { at } = await start({ '/v1': broken }, (error) => errors.push(error));
  expect((await fetch(`${at}/elsewhere`)).status).toBe(404);
  const response = await fetch(`${at}/v1`);
  expect([response.status, await response.text()]).toEqual([
    500,
    '{"message":"Internal Server Error"}',
  ]);
  expect(errors).toEqual([new Error('inside')]);
});

it('cuts a body off above 10 MB, and headers above 16 KB', async () => {
  const { port, at } = await start({ '/v1': echo });
  const status = await new Promise((resolve, reject) => {
    const sending = httpRequest({ port, host: '127.0.0.1', path: '/v1', method: 'POST' });
    sending.on('response', (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    sending.on('error', reject);
    sending.end(Buffer.alloc(10 * 1024 * 1024 + 1));
  });
  expect(status).toBe(413);
  const headers = { 'x-long': 'x'.repeat(17 * 1024) };
  expect((await fetch(`${at}/v1`, { headers })).status).toBe(431);
});

it('joins repeated headers', async () => {
  const { port } = await start({ '/': echo });
  const raw = await new Promise<string>((resolve) => {
    const socket = connect(port, '127.0.0.1');
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk;
    });
    socket.on('close', () => resolve(text));
    socket.write(
      'GET / HTTP/1.1\r\nhost: a\r\nx-a: 1\r\nX-A: 2\r\ncookie: a=1\r\ncookie: b=2\r\nconnection: close\r\n\r\n',
    );
  });
  expect(raw).toContain('"x-a":"1,2"');
  expect(raw).toContain('"cookie":"a=1; b=2"');
});

it('says what to do when the port is taken', async () => {
  const { port } = await start({ '/': echo });
  await expect(listen({ port, timeline, routes: {} })).rejects.toThrow(
    `Port ${port} is taken by another process. Stop it, or choose another port: PORT=${port + 1} npm start`,
  );
});

it('lets a request under way finish before it closes', async () => {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  let entered = () => {};
  const reached = new Promise<void>((resolve) => {
    entered = resolve;
  });
  const slow: HttpHandler = async () => {
    entered();
    await held;
    return { status: 200, headers: {}, body: 'done' };
  };
  const { at, close } = await start({ '/': slow });
  const answer = fetch(at);
  await reached;
  const closed = close();
  release();
  expect(await (await answer).text()).toBe('done');
  await closed;
});
