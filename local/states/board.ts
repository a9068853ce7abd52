import type { World } from '../kernel/world.ts';
import type { Frame } from './execution.ts';
import type { StatesStore } from './store.ts';
import { createTimers } from './timers.ts';

/** The frames of all running executions, in memory and in the store alike, each with its timer. */
export interface Board {
  readonly get: (id: number) => Frame | undefined;
  /** False once a frame was replaced or removed: whatever was worked out about it comes too late. */
  readonly isCurrent: (frame: Frame) => boolean;
  readonly add: (frame: Omit<Frame, 'id'>) => Frame;
  readonly replace: (frame: Frame, change: Partial<Frame>) => Frame;
  /** With everything below it. */
  readonly remove: (frame: Frame) => void;
  /** In the order of branches or items. */
  readonly children: (frame: Frame) => readonly Frame[];
  /** The first frame of an execution, from which all others branch. */
  readonly root: (executionArn: string) => Frame | undefined;
  /** The frames that wait to be tried again. */
  readonly retrying: () => readonly Frame[];
  /** Takes up what an earlier process left. */
  readonly load: () => readonly Frame[];
  readonly stop: () => void;
}

/** An empty board; `wake` hears of every frame whose time has come. */
export const createBoard = (
  { timeline }: World,
  store: StatesStore,
  wake: (frame: Frame) => void,
): Board => {
  const frames = new Map<number, Frame>();
  const children = new Map<number, Set<number>>();
  const roots = new Map<string, number>();
  const retrying = new Map<number, Frame>();
  const timers = createTimers(timeline, (frame) => {
    if (frames.get(frame.id) === frame) wake(frame);
  });
  let lastId = 0;

  const hold = (frame: Frame) => {
    frames.set(frame.id, frame);
    if (frame.phase === 'retrying') retrying.set(frame.id, frame);
    else retrying.delete(frame.id);
    lastId = Math.max(lastId, frame.id);
    if (frame.parent === undefined) roots.set(frame.executionArn, frame.id);
    else {
      const siblings = children.get(frame.parent) ?? new Set<number>();
      children.set(frame.parent, siblings.add(frame.id));
    }
  };
  const put = (frame: Frame) => {
    hold(frame);
    store.saveFrame(frame);
    timers.arm(frame);
    return frame;
  };
  const childrenOf = ({ id }: Frame): readonly Frame[] =>
    [...(children.get(id) ?? [])]
      .map((each) => frames.get(each) as Frame)
      .sort((a, b) => a.index - b.index);
  const remove = (frame: Frame): void => {
    for (const child of childrenOf(frame)) remove(child);
    timers.disarm(frame.id);
    frames.delete(frame.id);
    retrying.delete(frame.id);
    children.delete(frame.id);
    if (frame.parent === undefined) roots.delete(frame.executionArn);
    else children.get(frame.parent)?.delete(frame.id);
    store.removeFrame(frame.id);
  };

  return {
    get: (id) => frames.get(id),
    isCurrent: (frame) => frames.get(frame.id) === frame,
    add: (frame) => put({ ...frame, id: lastId + 1 }),
    replace: (frame, change) => put({ ...frame, ...change }),
    remove,
    children: childrenOf,
    root: (executionArn) => frames.get(roots.get(executionArn) ?? 0),
    retrying: () => [...retrying.values()],
    load: () => {
      const kept = store.frames();
      for (const frame of kept) hold(frame);
      for (const frame of kept) timers.arm(frame);
      return kept;
    },
    stop: timers.stop,
  };
};
