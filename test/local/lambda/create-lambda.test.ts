import { describe, expect, it } from 'vitest';
import { arn, cloudOf, turns } from './support.ts';

const deadLetters = 'arn:aws:sqs:eu-west-1:000000000000:dead';

describe('an invocation', () => {
  it('finds its function by name, ARN and alias', async () => {
    const { lambda } = cloudOf(
      'async (event, { invokedFunctionArn }) => [event, invokedFunctionArn]',
    );
    for (const name of ['greet', arn, `${arn}:live`])
      expect(await lambda.invoke(name, { a: 1 })).toEqual({ ok: true, payload: [{ a: 1 }, name] });
    await expect(lambda.invoke('nobody', {})).rejects.toMatchObject({
      code: 'ResourceNotFoundException',
    });
  });

  it('is answered with a copy, as over a wire', async () => {
    const { lambda } = cloudOf(
      'async (event) => { event.seen = true; return { at: new Date(0), gone: undefined }; }',
    );
    const event = {};
    const outcome = await lambda.invoke('greet', event);
    expect(outcome).toStrictEqual({ ok: true, payload: { at: '1970-01-01T00:00:00.000Z' } });
    expect(event).toEqual({});
  });

  it('has an instance to itself; the function has no more of them than it may', async () => {
    const handler = `(() => { let here = 0; return async () => { here++; await new Promise((r) => setTimeout(r, 1000)); return here--; }; })()`;
    const { lambda, world } = cloudOf(handler, {
      concurrency: 3,
      properties: { ReservedConcurrentExecutions: 2 },
    });
    const answers = Array.from({ length: 5 }, () => lambda.invoke('greet', {}));
    await turns();
    expect(lambda.activity()).toMatchObject({ inFlight: 2, ready: 3 });
    for (let i = 0; i < 3; i++) await world.timeline.advance(1000);
    expect((await Promise.all(answers)).map((each) => each.ok && each.payload)).toEqual([
      1, 1, 1, 1, 1,
    ]);
    expect(lambda.activity()).toMatchObject({ inFlight: 0, ready: 0 });
  });

  it('is metered: one request, and memory by time', async () => {
    const { lambda, world } = cloudOf('async () => 1', { duration: () => 250 });
    await lambda.invoke('greet', {});
    const quantities = world.meter.report().byDimension.map((row) => [row.dimension, row.quantity]);
    expect(quantities).toEqual([
      ['lambda.gbSeconds', '0.125'],
      ['lambda.requests', '1'],
    ]);
  });

  it('starts afresh after a crash', async () => {
    const handler =
      '(() => { let n = 0; return async ({ wait }) => { n++; if (wait) await new Promise(() => {}); return n; }; })()';
    const { lambda } = cloudOf(handler);
    const hanging = lambda.invoke('greet', { wait: true });
    await turns();
    lambda.kill('greet');
    expect(await hanging).toMatchObject({ ok: false, errorType: 'Runtime.ExitError' });
    expect(await lambda.invoke('greet', {})).toEqual({ ok: true, payload: 1 });
  });
});

it('a promise that nobody handles ends the function that made it, and nothing else', async () => {
  const handler = `async ({ stray }) => {
    if (stray) setTimeout(() => void Promise.reject(new RangeError('stray')), 10);
    return new Promise((resolve) => setTimeout(() => resolve('done'), 1000));
  }`;
  const { lambda, world } = cloudOf(handler);
  // Vitest would take the rejection for a failure of its own.
  const listeners = process
    .listeners('unhandledRejection')
    .filter((each) => each.name !== 'onRejection');
  for (const each of listeners) process.off('unhandledRejection', each);
  try {
    const [stray, other] = [lambda.invoke('greet', { stray: true }), lambda.invoke('greet', {})];
    await turns();
    await world.timeline.advance(2000);
    expect(await stray).toEqual({ ok: false, errorType: 'RangeError', errorMessage: 'stray' });
    expect(await other).toEqual({ ok: true, payload: 'done' });
  } finally {
    lambda.stop();
    for (const each of listeners) process.on('unhandledRejection', each);
  }
});

describe('a queued event', () => {
  const failing = "async () => { throw new Error('no'); }";

  it('is tried three times, a minute and two minutes apart, then goes to the dead letters', async () => {
    const { lambda, world, delivered } = cloudOf(failing, {
      properties: { DeadLetterConfig: { TargetArn: deadLetters } },
    });
    lambda.invokeAsync(arn, { a: 1 });
    const tries = async () => {
      await turns();
      const rows = world.meter.report().byDimension;
      return rows.find(({ dimension }) => dimension === 'lambda.requests')?.quantity;
    };
    expect(await tries()).toBe('1');
    await world.timeline.advance(59_000);
    expect(await tries()).toBe('1');
    await world.timeline.advance(1000);
    expect(await tries()).toBe('2');
    await world.timeline.advance(120_000);
    expect(await tries()).toBe('3');
    expect(delivered).toEqual([
      {
        target: deadLetters,
        body: { a: 1 },
        attributes: { RequestID: '1', ErrorCode: '200', ErrorMessage: 'no' },
      },
    ]);
    expect(lambda.activity()).toEqual({ ready: 0, inFlight: 0, delayed: 0, nextDueMs: undefined });
  });

  it('follows the function’s own rules, and tells its destination what became of it', async () => {
    const { lambda, delivered } = cloudOf(failing, {
      resources: {
        Config: {
          Type: 'AWS::Lambda::EventInvokeConfig',
          Properties: {
            FunctionName: { Ref: 'Greet' },
            MaximumRetryAttempts: 0,
            DestinationConfig: { OnFailure: { Destination: deadLetters } },
          },
        },
      },
    });
    lambda.invokeAsync(arn, { a: 1 });
    await turns();
    expect(delivered).toMatchObject([
      {
        target: deadLetters,
        body: {
          requestContext: { condition: 'RetriesExhausted', approximateInvokeCount: 1 },
          requestPayload: { a: 1 },
          responsePayload: { errorType: 'Error', errorMessage: 'no' },
        },
      },
    ]);
  });

  it('outlives the process that took it', async () => {
    const first = cloudOf('() => new Promise(() => {})');
    first.lambda.invokeAsync(arn, { a: 1 });
    await turns();
    first.lambda.stop();
    const heard = 'async (event) => { console.log(event.a); }';
    const { lambda } = cloudOf(heard, { world: first.world });
    await turns();
    expect(lambda.logs.of('greet').map(({ text }) => text)).toEqual(['1']);
  });
});

it('refuses at start-up, by name, what it cannot run', () => {
  expect(() => cloudOf('', { properties: { Runtime: 'python3.13' } })).toThrow(
    'app/Greet: the local cloud runs nodejs functions, not python3.13',
  );
  expect(() => cloudOf('', { properties: { Layers: ['arn'] } })).toThrow('does not load layers');
});
