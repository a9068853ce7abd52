import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Site } from '../../../local/kernel/site.ts';
import { createInstance } from '../../../local/lambda/instance.ts';
import { createLogs } from '../../../local/lambda/logs.ts';
import { createNetwork } from '../../../local/lambda/network.ts';
import { asked, functionOf } from '../support/functions.ts';
import { createTestWorld, START_MS } from '../support/world.ts';

const echo: Site = async ({ method, path, query, headers, body }) => ({
  status: 201,
  headers: { 'content-type': 'application/json', 'x-kind': 'echo' },
  body: JSON.stringify({ method, path, query, kind: headers['x-kind'], body }),
});
const hanging: Site = () => new Promise(() => undefined);

const start = (handler: string, environment: Readonly<Record<string, string>> = {}) => {
  const world = createTestWorld();
  const logs = createLogs({ meter: world.meter });
  const network = createNetwork(
    {
      dispatch: async () => ({ status: 200, headers: {}, body: '' }),
      sites: { 'bank.test': echo, 'hanging.test': hanging },
    },
    { kind: 'cloud', name: 'test' },
  );
  const definition = functionOf(`exports.handler = ${handler}`);
  const instance = createInstance({ world, definition, network, logs, environment });
  return {
    world,
    instance,
    logs,
    run: (event: unknown = {}) => asked(instance, event),
  };
};
const answerOf = async (handler: string) => (await start(handler).run()) as { payload?: unknown };

describe('inside a function', () => {
  it.each([
    [
      'the clock is the timeline',
      'async () => [Date.now(), new Date().getTime()]',
      [START_MS, START_MS],
    ],
    [
      'dates are dates',
      'async () => new Date(0) instanceof Date && new Date(0).toISOString()',
      '1970-01-01T00:00:00.000Z',
    ],
    ['a date is a text when called', 'async () => typeof Date()', 'string'],
    [
      'classes may extend Date',
      'async () => new (class X extends Date { y() { return 7; } })().y()',
      7,
    ],
    [
      'globalThis is its own',
      'async () => [globalThis.Date.now(), global.process === process]',
      [START_MS, true],
    ],
    [
      'the environment is its own',
      'async () => [process.env.AWS_REGION, process.env.PATH ?? null]',
      ['eu-west-1', null],
    ],
    [
      'no file exists',
      "async () => require('fs').promises.readFile('/etc/passwd').catch((e) => e.code)",
      'ENOENT',
    ],
    [
      'dynamic imports are answered too',
      "async () => (await import('node:path')).default.join('a', 'b')",
      'a/b',
    ],
    ['https is ours', "async () => (await import('node:https')).request !== undefined", true],
    [
      'the context tells of the call',
      'async (_, c) => [c.awsRequestId, c.functionName, c.getRemainingTimeInMillis()]',
      ['request-1', 'greet', 3000],
    ],
    [
      'subprocesses are refused',
      "async () => { try { require('child_process').exec('ls') } catch (e) { return e.message } }",
      'functions may not call child_process.exec in the local cloud',
    ],
  ])('%s', async (_, handler, expected) => {
    expect(await answerOf(handler)).toEqual({ ok: true, payload: expected });
  });
});

describe('chance and time inside a function', () => {
  it('chance comes from the world: the same seed, the same values', async () => {
    const handler = `async () => [Math.random(), crypto.randomUUID(), require('node:crypto').randomBytes(4).toString('hex'),
      require('crypto').randomInt(1000), crypto.getRandomValues(new Uint8Array(4)).join()]`;
    const first = await answerOf(handler);
    expect(await answerOf(handler)).toEqual(first);
    expect(new Set(first.payload as unknown[]).size).toBe(5);
  });

  it('an HMAC is the same as ever, whatever kind of key it has', async () => {
    const { payload } = await answerOf(`async () => {
      const { createHmac } = require('node:crypto');
      const of = (key) => createHmac('sha256', key).update('m').digest('hex');
      return [of('k'), of(Buffer.from('k')), of(new Uint8Array([107])), of(Buffer.from('l'))];
    }`);
    const of = (key: string) => createHmac('sha256', key).update('m').digest('hex');
    expect(payload).toEqual([of('k'), of('k'), of('k'), of('l')]);
  });

  it('timers wait for the timeline', async () => {
    const { world, run } = start(
      'async () => { await new Promise((r) => setTimeout(r, 1000)); return Date.now(); }',
    );
    const answer = run();
    await world.timeline.advance(2000);
    expect(await answer).toEqual({ ok: true, payload: START_MS + 1000 });
  });

  it('timers keep what AsyncLocalStorage held where they were started', async () => {
    const { world, run } = start(`async () => {
      const storage = new (require('node:async_hooks').AsyncLocalStorage)();
      return storage.run('mine', () => new Promise((r) => setTimeout(() => r(storage.getStore()), 10)));
    }`);
    const answer = run();
    await world.timeline.advance(20);
    expect(await answer).toEqual({ ok: true, payload: 'mine' });
  });

  it('a cleared timer does not run, whichever way it is named', async () => {
    const { world, run } = start(`async () => {
      const ran = [];
      clearTimeout(setTimeout(() => ran.push(1), 10));
      clearTimeout(Number(setTimeout(() => ran.push(2), 10)));
      const every = setInterval(() => ran.push(3) === 2 && clearInterval(every), 10);
      await require('timers/promises').setTimeout(100);
      return ran;
    }`);
    const answer = run();
    await world.timeline.advance(200);
    expect(await answer).toEqual({ ok: true, payload: [3, 3] });
  });
});

describe('what a function fetches', () => {
  it('reaches a site of the sandbox', async () => {
    const { payload } = await answerOf(`async () => {
      const r = await fetch('https://bank.test/v1/x?a=1', { method: 'POST', headers: { 'X-Kind': 'k' }, body: 'hello' });
      return [r.status, r.headers.get('x-kind'), await r.json()];
    }`);
    const heard = { method: 'POST', path: '/v1/x', query: 'a=1', kind: 'k', body: 'hello' };
    expect(payload).toEqual([201, 'echo', heard]);
  });

  it('reaches it through https.request as a stream as well', async () => {
    const { payload } = await answerOf(`() => new Promise((resolve, reject) => {
      const request = require('https').request('https://bank.test/x', { method: 'PUT' }, async (response) => {
        let text = '';
        for await (const piece of response) text += piece;
        resolve([response.statusCode, JSON.parse(text).body]);
      });
      request.on('error', reject);
      request.write('a');
      request.end('b');
    })`);
    expect(payload).toEqual([201, 'ab']);
  });

  it('has no address outside the local cloud', async () => {
    const { payload } = await answerOf(
      "() => fetch('https://example.com/').catch((e) => [e.name, e.message, e.cause.code, e.cause.message])",
    );
    const message = 'getaddrinfo ENOTFOUND example.com (not a host of the local cloud)';
    expect(payload).toEqual(['TypeError', 'fetch failed', 'ENOTFOUND', message]);
  });

  it('can be given up', async () => {
    const { world, run } = start(`async () => {
      const controller = new AbortController();
      setTimeout(() => controller.abort(), 500);
      return fetch('https://hanging.test/', { signal: controller.signal }).catch((e) => e.name);
    }`);
    const answer = run();
    await new Promise(setImmediate);
    await world.timeline.advance(1000);
    expect(await answer).toEqual({ ok: true, payload: 'AbortError' });
  });
});

describe('an instance', () => {
  it('loads its module once', async () => {
    const { run } = start('(() => { let n = 0; return async () => ++n; })()');
    expect([await run(), await run()]).toEqual([
      { ok: true, payload: 1 },
      { ok: true, payload: 2 },
    ]);
  });

  it('ends at its time-out and does nothing more', async () => {
    const { world, run, instance, logs } = start(
      "async () => { setTimeout(() => console.log('ghost'), 4000); await new Promise(() => {}); }",
    );
    const answer = run();
    await world.timeline.advance(10_000);
    expect(await answer).toEqual({
      ok: false,
      errorType: 'Sandbox.Timedout',
      errorMessage: 'RequestId: request-1 Error: Task timed out after 3.00 seconds',
    });
    expect(instance.alive()).toBe(false);
    expect(logs.of('greet').map(({ text }) => text)).not.toContain('ghost');
  });

  it('tells of an error by its name and message, and lives on', async () => {
    const { run, instance } = start("async () => { throw new TypeError('no') }");
    expect(await run()).toEqual({ ok: false, errorType: 'TypeError', errorMessage: 'no' });
    expect(instance.alive()).toBe(true);
  });

  it('ends when a timer throws', async () => {
    const { world, run, instance } = start(
      "() => new Promise(() => setTimeout(() => { throw new RangeError('late') }, 10))",
    );
    const answer = run();
    await world.timeline.advance(20);
    expect(await answer).toEqual({ ok: false, errorType: 'RangeError', errorMessage: 'late' });
    expect(instance.alive()).toBe(false);
  });

  it('that cannot load says so, by the module that is missing', async () => {
    const { run } = start("require('left-pad')");
    expect(await run()).toMatchObject({
      ok: false,
      errorType: 'Runtime.ImportModuleError',
      errorMessage: expect.stringContaining("Cannot find module 'left-pad': it is not bundled"),
    });
  });

  it('logs its lines, and reads embedded metrics among them', async () => {
    const { run, logs, world } = start(`async () => {
      console.warn('took %d ms', 5);
      console.log(JSON.stringify({ _aws: { CloudWatchMetrics: [{ Namespace: 'Assay', Dimensions: [['route']],
        Metrics: [{ Name: 'latency' }] }] }, route: 'buy', latency: 12 }));
    }`);
    await run();
    await run();
    expect(logs.of('greet')[0]).toEqual({
      atMs: START_MS,
      requestId: 'request-1',
      level: 'WARN',
      text: 'took 5 ms',
    });
    expect(logs.metrics()).toEqual([
      { namespace: 'Assay', name: 'latency', dimensions: 'route=buy', count: 2, sum: 24, last: 12 },
    ]);
    expect(world.meter.report().rows.map(({ dimension }) => dimension)).toEqual(['logs.bytes']);
  });
});
