import type { Timeline } from '../kernel/timeline.ts';
import { type Input, integerOf } from './input.ts';
import type { Message } from './message.ts';
import type { Queue } from './queue.ts';

/** Twelve hours, in seconds. Source: Amazon SQS Developer Guide, "Amazon SQS message quotas". */
export const VISIBILITY_SECONDS_MAX = 43_200;

/** Takes what is there, or waits for it on the timeline. */
const poll = (
  timeline: Timeline,
  queue: Queue,
  take: () => readonly Message[],
  waitMs: number,
): Promise<readonly Message[]> =>
  new Promise((resolve) => {
    const finish = (messages: readonly Message[]) => {
      stopListening();
      cancel();
      resolve(messages);
    };
    const stopListening = queue.onReady(() => {
      const messages = take();
      if (messages.length > 0) finish(messages);
    });
    const cancel = timeline.after(waitMs, () => finish([]));
  });

/** ReceiveMessage, with long polling. */
export const receiveMessages = async (
  timeline: Timeline,
  queue: Queue,
  input: Input,
): Promise<readonly Message[]> => {
  const { visibilityTimeoutMs, receiveWaitMs } = queue.settings;
  const limit = integerOf('MaxNumberOfMessages', input.MaxNumberOfMessages ?? 1, 1, 10);
  const visibility = integerOf(
    'VisibilityTimeout',
    input.VisibilityTimeout ?? visibilityTimeoutMs / 1000,
    0,
    VISIBILITY_SECONDS_MAX,
  );
  const wait = integerOf('WaitTimeSeconds', input.WaitTimeSeconds ?? receiveWaitMs / 1000, 0, 20);
  const take = () => queue.take(limit, visibility * 1000);
  const messages = take();
  return messages.length > 0 || wait === 0 ? messages : poll(timeline, queue, take, wait * 1000);
};
