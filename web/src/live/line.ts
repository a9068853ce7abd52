/** The part of a WebSocket that is used here. */
export interface Socket {
  readonly send: (text: string) => void;
  readonly close: () => void;
}

/** What becomes of a WebSocket. */
export interface Fate {
  readonly onOpen: () => void;
  readonly onText: (text: string) => void;
  readonly onClose: () => void;
}

export interface LineOptions {
  /** A ticket for one connection. Throws when there is none to be had. */
  readonly ticket: () => Promise<string>;
  readonly open: (ticket: string, fate: Fate) => Socket;
  readonly onText: (text: string) => void;
  /** The line stands from now on: what happened before must be asked for. */
  readonly onUp: () => void;
  /** It broke, or could not be had; another try follows by itself. */
  readonly onDown: () => void;
}

/** A line to the platform that keeps itself up. */
export interface Line {
  /** Tries at once where it is down, and makes sure where it seems up: after sleep, or a change of network. */
  readonly wake: () => void;
  readonly stop: () => void;
}

const firstWaitMs = 1_000;
const waitMsMax = 30_000;
/** A price comes once a minute at least while the market is open. */
const silenceMsMax = 75_000;
const answerMsMax = 10_000;
const handshakeMsMax = 15_000;

/** Longer each time, and never for all pages at once: half of the wait is by chance. */
export const waitMs = (failures: number, chance: number): number =>
  Math.min(waitMsMax, firstWaitMs * 2 ** failures) * (0.5 + chance / 2);

/**
 * Opens a line, and another whenever it breaks. A silent one is asked whether it still stands, for a network may take it
 * away without a word.
 */
export const openLine = ({ ticket, open, onText, onUp, onDown }: LineOptions): Line => {
  let socket: Socket | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let state: 'trying' | 'up' | 'waiting' | 'stopped' = 'waiting';
  let failures = 0;

  const after = (ms: number, run: () => void): void => {
    clearTimeout(timer);
    timer = setTimeout(run, ms);
  };
  const hangUp = (): void => {
    const old = socket;
    socket = undefined;
    old?.close();
  };
  const broken = (): void => {
    if (state === 'stopped') return;
    hangUp();
    state = 'waiting';
    onDown();
    after(waitMs(failures, Math.random()), connect);
    failures += 1;
  };
  const ask = (): void => {
    socket?.send('ping');
    after(answerMsMax, broken);
  };
  const listen = (): void => after(silenceMsMax, ask);
  const established = (): void => {
    state = 'up';
    failures = 0;
    listen();
    onUp();
  };
  const connect = async (): Promise<void> => {
    state = 'trying';
    clearTimeout(timer);
    try {
      const text = await ticket();
      // Stopped while it waited for the ticket.
      if (state !== 'trying') return;
      // What comes of one that was given up is nobody's any more.
      const ours =
        <Given extends readonly unknown[]>(run: (...given: Given) => void) =>
        (...given: Given): void => {
          if (socket === made) run(...given);
        };
      const made: Socket = open(text, {
        onOpen: ours(established),
        onText: ours((news: string) => {
          listen();
          onText(news);
        }),
        onClose: ours(broken),
      });
      socket = made;
      after(handshakeMsMax, broken);
    } catch {
      broken();
    }
  };
  void connect();
  return {
    wake: () => {
      if (state === 'waiting') void connect();
      else if (state === 'up') ask();
    },
    stop: () => {
      state = 'stopped';
      clearTimeout(timer);
      hangUp();
    },
  };
};
