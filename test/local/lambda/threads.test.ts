import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Lambda } from '../../../local/lambda/create-lambda.ts';
import { START_MS } from '../support/world.ts';
import { arn, cloudOf } from './support.ts';

const opened: Lambda[] = [];

/** The function, on as many threads. */
const onThreads = (handler: string, options: Parameters<typeof cloudOf>[1] = {}) => {
  const cloud = cloudOf(handler, { threads: 1, ...options });
  opened.push(cloud.lambda);
  return cloud;
};

afterEach(() => {
  for (const lambda of opened.splice(0)) lambda.stop();
});

const textsOf = (lambda: Lambda) => lambda.logs.of('greet').map(({ text }) => text);
const hasSaid = (lambda: Lambda, text: string) =>
  vi.waitFor(() => expect(textsOf(lambda).join('\n')).toContain(text), { timeout: 10_000 });

/** Asks a service of AWS, and answers with the status or what failed. */
const asksAws = `(event) => new Promise((resolve) => {
  const sent = require('node:https').request(
    { host: 'kms.eu-west-1.amazonaws.com', path: '/', method: 'POST', headers: { 'X-A': 'b' } },
    (answer) => { let text = ''; answer.on('data', (piece) => { text += piece; }).on('end', () => resolve([answer.statusCode, text])); },
  );
  sent.on('error', ({ code, message }) => resolve([code, message]));
  sent.end(event.body);
})`;

describe('a function on a thread', () => {
  it('is given what it is given elsewhere, and its answer is a copy', async () => {
    const { lambda } = onThreads(
      `async (event, context) => [event, context.invokedFunctionArn, context.getRemainingTimeInMillis(), typeof process.env.AWS_REGION, new Date()]`,
    );
    expect(await lambda.invoke(`${arn}:live`, { a: 1, gone: undefined })).toStrictEqual({
      ok: true,
      payload: [{ a: 1 }, `${arn}:live`, 3000, 'string', new Date(START_MS).toISOString()],
    });
  });

  it('keeps its module from request to request, and has a thread in turn with others', async () => {
    // What is built into the language, all functions of a thread share.
    const { lambda, world } = onThreads(
      `(() => { let n = 0; return async ({ wait }) => { n++; Object.asked = (Object.asked ?? 0) + 1; console.log('asked'); if (wait) await new Promise((r) => setTimeout(r, 100)); return [n, Object.asked]; }; })()`,
      { threads: 2 },
    );
    const both = [lambda.invoke('greet', { wait: true }), lambda.invoke('greet', { wait: true })];
    await vi.waitFor(() => expect(textsOf(lambda)).toEqual(['asked', 'asked']), {
      timeout: 10_000,
    });
    await vi.waitFor(async () => {
      await world.timeline.advance(100);
      expect(lambda.activity().inFlight).toBe(0);
    });
    expect(await Promise.all(both)).toEqual(Array(2).fill({ ok: true, payload: [1, 1] }));
    expect(await lambda.invoke('greet', {})).toEqual({ ok: true, payload: [2, 2] });
  });

  it('reaches AWS through us, as its role, with text and bytes', async () => {
    const asked: unknown[] = [];
    const { lambda } = onThreads(asksAws, {
      dispatch: async ({ host, method, headers, body }, caller) => {
        asked.push([host, method, headers['x-a'], String(body), caller]);
        return { status: 418, headers: {}, body: Buffer.from('tea') };
      },
    });
    expect(await lambda.invoke('greet', { body: 'x' })).toEqual({
      ok: true,
      payload: [418, 'tea'],
    });
    expect(asked).toEqual([
      [
        'kms.eu-west-1.amazonaws.com',
        'POST',
        'b',
        'x',
        expect.objectContaining({ kind: 'role', functionId: 'greet' }),
      ],
    ]);
  });

  it('hears of a broken connection by its code', async () => {
    const { lambda } = onThreads(asksAws, {
      dispatch: () =>
        Promise.reject(Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' })),
    });
    expect(await lambda.invoke('greet', {})).toEqual({
      ok: true,
      payload: ['ECONNRESET', 'socket hang up'],
    });
  });

  it('fails by name: what it throws, what cannot be loaded, what is no JSON', async () => {
    const errorOf = async (handler: string) => {
      const outcome = await onThreads(handler).lambda.invoke('greet', {});
      return outcome.ok ? 'none' : outcome.errorType;
    };
    expect(await errorOf("async () => { throw new RangeError('no'); }")).toBe('RangeError');
    expect(await errorOf('undefined')).toBe('Runtime.ImportModuleError');
    expect(await errorOf('async () => 1n')).toBe('Runtime.MarshalError');
  });
});

describe('a function that fails on a thread', () => {
  it('runs out of time on our clock', async () => {
    const { lambda, world } = onThreads(
      "async () => { console.log('waits'); await new Promise(() => {}); }",
    );
    const answer = lambda.invoke('greet', {});
    await hasSaid(lambda, 'waits');
    await world.timeline.advance(3000);
    expect(await answer).toMatchObject({ ok: false, errorType: 'Sandbox.Timedout' });
    await hasSaid(lambda, 'Task timed out after 3.00 seconds');
  });

  it('that never lets go of its thread is ended with it, and so are those beside it', async () => {
    const { lambda, world } = onThreads(
      // What it says is heard once it lets go of its thread for two turns.
      `(() => { let n = 0; return async ({ loop }) => {
        n++; console.log('asked'); await new Promise((r) => setImmediate(r)); await new Promise((r) => setImmediate(r));
        while (loop); return n; }; })()`,
    );
    await Promise.all([lambda.invoke('greet', {}), lambda.invoke('greet', {})]);
    const answer = lambda.invoke('greet', { loop: true });
    await vi.waitFor(() => expect(textsOf(lambda)).toHaveLength(3), { timeout: 10_000 });
    await world.timeline.advance(8_000);
    expect(await answer).toMatchObject({
      ok: false,
      errorType: 'Runtime.ExitError',
      errorMessage: expect.stringContaining('held its thread'),
    });
    expect(textsOf(lambda).at(-1)).toContain('held its thread');
    expect(await lambda.invoke('greet', {})).toEqual({ ok: true, payload: 1 });
  });

  it('starts afresh after it was killed', async () => {
    const { lambda } = onThreads(
      `(() => { let n = 0; return async ({ wait }) => { n++; console.log('asked'); if (wait) await new Promise(() => {}); return n; }; })()`,
    );
    const hanging = lambda.invoke('greet', { wait: true });
    await hasSaid(lambda, 'asked');
    lambda.kill('greet');
    expect(await hanging).toMatchObject({ ok: false, errorType: 'Runtime.ExitError' });
    await hasSaid(lambda, 'Runtime exited');
    expect(await lambda.invoke('greet', {})).toEqual({ ok: true, payload: 1 });
  });
});

describe('an instance on a thread', () => {
  it('may say what is no metric, and nothing ends for it', async () => {
    const { lambda } = onThreads(
      `async () => { console.log('{"_aws":{"CloudWatchMetrics":[{"Namespace":"x"},{"Metrics":[],"Dimensions":"y"}]}}'); return 1; }`,
    );
    expect(await lambda.invoke('greet', {})).toEqual({ ok: true, payload: 1 });
  });

  it('fails when all is stopped, and so does whoever waits for a place', async () => {
    const { lambda } = onThreads(
      "async () => { console.log('asked'); await new Promise(() => {}); }",
      {
        concurrency: 1,
      },
    );
    const both = [lambda.invoke('greet', {}), lambda.invoke('greet', {})];
    await hasSaid(lambda, 'asked');
    lambda.stop();
    const ended = { ok: false, errorType: 'Runtime.ExitError' };
    expect(await Promise.all(both)).toMatchObject([ended, ended]);
    expect(lambda.activity()).toMatchObject({ inFlight: 0, ready: 0 });
  });

  it('that ends between two requests is not asked again', async () => {
    const { lambda, world } = onThreads(
      `(() => { let n = 0; return async () => { n++; setTimeout(() => { throw new RangeError('late'); }, 100); return n; }; })()`,
    );
    expect(await lambda.invoke('greet', {})).toEqual({ ok: true, payload: 1 });
    await vi.waitFor(async () => {
      await world.timeline.advance(100);
      expect(textsOf(lambda)).toContain('RangeError: late');
    });
    expect(await lambda.invoke('greet', {})).toEqual({ ok: true, payload: 1 });
  });

  it('ends for a promise that nobody handles, and the thread lives on', async () => {
    const { lambda } = onThreads(
      "async ({ stray }) => { if (stray) { Promise.reject(new RangeError('stray')); await new Promise(() => {}); } return 'well'; }",
    );
    const [stray, other] = [lambda.invoke('greet', { stray: true }), lambda.invoke('greet', {})];
    expect(await other).toEqual({ ok: true, payload: 'well' });
    expect(await stray).toEqual({ ok: false, errorType: 'RangeError', errorMessage: 'stray' });
  });
});
