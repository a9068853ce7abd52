import type { WireResponse } from '../../wire/message.ts';
import type { Declaration } from '../definition.ts';
import type { Written } from '../instance.ts';
import type { LogLine } from '../logs.ts';
import type { Outgoing } from '../network.ts';

/** What a thread is opened with. */
export interface ThreadData {
  readonly region: string;
  /** The time of the local cloud: `clockOf` reads it. */
  readonly time: SharedArrayBuffer;
}

/** A failed call, as far as code asks what failed. */
export interface Broken {
  readonly name: string;
  readonly message: string;
  readonly code: string | undefined;
}

/** What a thread is told. Instances, calls and timers go by numbers. */
export type ToThread =
  | {
      readonly kind: 'start';
      readonly instance: number;
      readonly declaration: Declaration;
      readonly environment: Readonly<Record<string, string>>;
    }
  | {
      readonly kind: 'invoke';
      readonly instance: number;
      readonly json: string | undefined;
      readonly requestId: string;
      readonly invokedArn: string;
    }
  | { readonly kind: 'kill' | 'forget'; readonly instance: number }
  | { readonly kind: 'answer'; readonly call: number; readonly response: WireResponse }
  | { readonly kind: 'broken'; readonly call: number; readonly error: Broken }
  | { readonly kind: 'due'; readonly timer: number }
  | { readonly kind: 'turn'; readonly turn: number };

/** What a thread tells. */
export type FromThread =
  /** Of a request; the instance can serve again. */
  | { readonly kind: 'outcome'; readonly instance: number; readonly outcome: Written }
  /** The instance is no more: by a request, by itself, or because it was killed. */
  | { readonly kind: 'ended'; readonly instance: number; readonly outcome: Written }
  | {
      readonly kind: 'call';
      readonly instance: number;
      readonly call: number;
      readonly request: Outgoing;
    }
  | { readonly kind: 'line'; readonly instance: number; readonly line: LogLine }
  | { readonly kind: 'timer'; readonly timer: number; readonly dueMs: number }
  | { readonly kind: 'cancel'; readonly timer: number }
  | { readonly kind: 'turned'; readonly turn: number };

/** The same without what else its bytes lie beside, which would be posted with them. */
export const alone = <Message extends { readonly body: Uint8Array | string }>(
  message: Message,
): Message =>
  typeof message.body === 'string' ? message : { ...message, body: new Uint8Array(message.body) };

/** Collects messages and posts all of a turn at once: to post costs more than what is in it. */
export const createOutbox = <Message>(
  post: (messages: readonly Message[]) => void,
): ((message: Message) => void) => {
  let waiting: Message[] = [];
  return (message) => {
    waiting.push(message);
    if (waiting.length > 1) return;
    setImmediate(() => {
      const all = waiting;
      waiting = [];
      post(all);
    });
  };
};
