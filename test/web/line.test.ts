import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Fate, openLine, waitMs } from '../../web/src/live/line.ts';

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(Math, 'random').mockReturnValue(1);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const start = (ticket: () => Promise<string> = async () => 'ticket') => {
  const sockets: (Fate & { readonly sent: string[]; closed: boolean })[] = [];
  const told: string[] = [];
  const line = openLine({
    ticket,
    open: (_ticket, fate) => {
      const socket = { ...fate, sent: [] as string[], closed: false };
      sockets.push(socket);
      return {
        send: (text) => void socket.sent.push(text),
        close: () => {
          socket.closed = true;
        },
      };
    },
    onText: (text) => told.push(text),
    onUp: () => told.push('up'),
    onDown: () => told.push('down'),
  });
  const last = () => {
    const socket = sockets.at(-1);
    if (socket === undefined) throw new Error('no socket was opened');
    return socket;
  };
  const later = (ms: number) => vi.advanceTimersByTimeAsync(ms);
  return { line, sockets, told, last, later };
};

describe('a line', () => {
  it('says when it is up, and hands on what it hears', async () => {
    const { told, last, later } = start();
    await later(0);
    expect(told).toEqual([]);
    last().onOpen();
    last().onText('news');
    expect(told).toEqual(['up', 'news']);
  });

  it('opens another when it breaks: after a second, then later and later, up to half a minute', async () => {
    const { sockets, last, later } = start();
    await later(0);
    for (const wait of [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]) {
      const before = sockets.length;
      last().onClose();
      await later(wait - 1);
      expect(sockets).toHaveLength(before);
      await later(1);
      expect(sockets).toHaveLength(before + 1);
    }
    last().onOpen();
    last().onClose();
    await later(1_000);
    expect(sockets).toHaveLength(9);
  });

  it('waits by chance, so that a thousand pages do not come back in the same moment', () => {
    expect([0, 0.5, 1].map((chance) => waitMs(2, chance))).toEqual([2_000, 3_000, 4_000]);
    expect(waitMs(60, 1)).toBe(30_000);
  });

  it('tries again where no ticket is to be had, and where a handshake never ends', async () => {
    let asked = 0;
    const { sockets, told, later } = start(async () => {
      asked += 1;
      if (asked === 1) throw new Error('no network');
      return 'ticket';
    });
    await later(0);
    expect([told, sockets.length]).toEqual([['down'], 0]);
    await later(1_000);
    expect(sockets).toHaveLength(1);
    await later(15_000);
    expect([told, sockets[0]?.closed]).toEqual([['down', 'down'], true]);
  });
});

describe('a line that may be dead', () => {
  it('asks after long silence whether it stands, and hangs up when nothing answers', async () => {
    const { told, sockets, last, later } = start();
    await later(0);
    last().onOpen();
    await later(75_000);
    expect(last().sent).toEqual(['ping']);
    last().onText('pong');
    await later(75_000);
    expect(last().sent).toEqual(['ping', 'ping']);
    await later(10_000);
    expect([told, sockets[0]?.closed]).toEqual([['up', 'pong', 'down'], true]);
  });

  it('when woken, tries at once where it is down, and makes sure where it seems up', async () => {
    const { line, sockets, last, later } = start();
    await later(0);
    last().onClose();
    line.wake();
    await later(0);
    expect(sockets).toHaveLength(2);
    last().onOpen();
    line.wake();
    expect(last().sent).toEqual(['ping']);
    await later(10_000);
    expect(last().closed).toBe(true);
  });
});

describe('a line that is not wanted any more', () => {
  it('stays down once it is stopped, even while it waits for a ticket', async () => {
    let give: (ticket: string) => void = () => undefined;
    const waiting = start(() => new Promise((resolve) => (give = resolve)));
    waiting.line.stop();
    give('late');
    await waiting.later(60_000);
    expect([waiting.sockets, waiting.told]).toEqual([[], []]);
    const { line, sockets, told, last, later } = start();
    await later(0);
    last().onOpen();
    const { onClose } = last();
    line.stop();
    onClose();
    await later(60_000);
    expect([sockets.length, sockets[0]?.closed, told]).toEqual([1, true, ['up']]);
  });
});
