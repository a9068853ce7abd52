import { parentPort, workerData } from 'node:worker_threads';
import { createSystemRandom } from '../../kernel/random.ts';
import { type Cancel, type Clock, clockOf } from '../../kernel/timeline.ts';
import type { WireResponse } from '../../wire/message.ts';
import type { Bundle } from '../bundle.ts';
import { runnable } from '../definition.ts';
import { createInstance, type Instance } from '../instance.ts';
import type { Network } from '../network.ts';
import { watchStrays } from '../strays.ts';
import {
  alone,
  type Broken,
  createOutbox,
  type FromThread,
  type ThreadData,
  type ToThread,
} from './messages.ts';

/** A thread of functions: it runs their instances, and asks the local cloud's own for all that they need. */

const port = parentPort;
if (port === null) throw new Error('this is a thread of the local cloud, not a program');
const { region, time } = workerData as ThreadData;
const post = createOutbox<FromThread>((messages) => port.postMessage(messages));

/** Time passes over there, so that what is due here and there comes in one order. */
const createTimeline = () => {
  const tasks = new Map<number, () => void>();
  let last = 0;
  const timeline: Clock = {
    now: clockOf(time),
    after: (delayMs, task): Cancel => {
      last += 1;
      const timer = last;
      tasks.set(timer, task);
      post({ kind: 'timer', timer, dueMs: timeline.now() + delayMs });
      return () => {
        if (tasks.delete(timer)) post({ kind: 'cancel', timer });
      };
    },
  };
  return {
    timeline,
    due: (timer: number): void => {
      const task = tasks.get(timer);
      tasks.delete(timer);
      task?.();
    },
  };
};

const createCalls = () => {
  const waiting = new Map<number, PromiseWithResolvers<WireResponse>>();
  let last = 0;
  const take = (call: number) => {
    const found = waiting.get(call);
    waiting.delete(call);
    return found;
  };
  return {
    networkOf:
      (instance: number): Network =>
      (request) => {
        last += 1;
        const answer = Promise.withResolvers<WireResponse>();
        waiting.set(last, answer);
        post({ kind: 'call', instance, call: last, request: alone(request) });
        return answer.promise;
      },
    answer: (call: number, response: WireResponse): void => take(call)?.resolve(response),
    broken: (call: number, { message, name, code }: Broken): void =>
      take(call)?.reject(
        Object.assign(new Error(message), { name }, code === undefined ? {} : { code }),
      ),
  };
};

const { timeline, due } = createTimeline();
const calls = createCalls();
const random = createSystemRandom();
const bundles = new Map<string, Bundle>();
const instances = new Map<number, Instance>();

const start = ({
  instance,
  declaration,
  environment,
}: Extract<ToThread, { readonly kind: 'start' }>): void => {
  const created = createInstance({
    world: { timeline, random, region },
    definition: runnable(declaration, bundles),
    network: calls.networkOf(instance),
    logs: { write: (_, line) => post({ kind: 'line', instance, line }) },
    environment,
    onEnd: (outcome) => {
      instances.delete(instance);
      post({ kind: 'ended', instance, outcome });
    },
  });
  instances.set(instance, created);
};

const invoke = async ({
  instance,
  json,
  requestId,
  invokedArn,
}: Extract<ToThread, { readonly kind: 'invoke' }>): Promise<void> => {
  const found = instances.get(instance);
  if (found === undefined) return;
  const outcome = await found.invoke(json, requestId, invokedArn);
  if (found.alive()) post({ kind: 'outcome', instance, outcome });
};

const hear = (message: ToThread): void => {
  switch (message.kind) {
    case 'start':
      start(message);
      break;
    case 'invoke':
      void invoke(message);
      break;
    case 'kill':
      instances.get(message.instance)?.kill();
      break;
    case 'forget':
      instances.delete(message.instance);
      break;
    case 'answer':
      calls.answer(message.call, message.response);
      break;
    case 'broken':
      calls.broken(message.call, message.error);
      break;
    case 'due':
      due(message.timer);
      break;
    case 'turn':
      post({ kind: 'turned', turn: message.turn });
      break;
  }
};

watchStrays();
port.on('message', (messages: readonly ToThread[]) => messages.forEach(hear));
