import { effect, untracked } from '@preact/signals';
import { call } from '../api/client.ts';
import { asProblem } from '../api/problem.ts';
import { session } from '../session/session.ts';
import { type Fate, type Line, openLine, type Socket } from './line.ts';
import { hear, receive } from './messages.ts';
import { connection, forgetPerson, heard, line, me, notices, processing, wallet } from './state.ts';
import { until } from './until.ts';

const priceEveryMs = 2_000;
const accountEveryMs = 5_000;
const shownMax = '50';

/** Asks for everything that is the person's own. */
const readAccount = async (): Promise<void> => {
  const [cash, gold, history] = await Promise.all([
    call('GET /v1/wallet'),
    call('GET /v1/holdings'),
    call('GET /v1/transactions', { parameters: { limit: shownMax } }),
  ]);
  receive({ type: 'wallet', data: cash });
  receive({ type: 'holdings', data: gold });
  receive({ type: 'transactions', data: history.items });
  // Beside the others: the page shows its own value of the gold until this one is there.
  await call('GET /v1/portfolio').then(
    (data) => receive({ type: 'portfolio', data }),
    () => undefined,
  );
};

const readPrice = async (): Promise<void> =>
  receive({ type: 'price', data: await call('GET /v1/market/price') });

/** Runs again after each end, later and later while it fails, but not while news comes by itself; `wake` runs it at once. */
const repeat = (run: () => Promise<void>, everyMs: number) => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  let stopped = false;
  const again = async (): Promise<void> => {
    clearTimeout(timer);
    try {
      await run();
      failures = 0;
      connection.value = 'live';
    } catch (error) {
      failures += 1;
      if (asProblem(error).status === 0) connection.value = 'lost';
    }
    clearTimeout(timer);
    const jitter = 0.75 + Math.random() / 2;
    // What failed must be asked for again, whatever stands.
    const needed = line.peek() !== 'up' || failures > 0;
    if (!stopped && needed)
      timer = setTimeout(again, everyMs * Math.min(2 ** failures, 16) * jitter);
  };
  return {
    wake: again,
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
};

let account: ReturnType<typeof repeat> | undefined;
let held: Line | undefined;

const openSocket = (ticket: string, { onOpen, onText, onClose }: Fate): Socket => {
  const address = `${location.origin.replace(/^http/, 'ws')}/ws`;
  const socket = new WebSocket(address, ['assay.v1', ticket]);
  socket.addEventListener('open', onOpen);
  socket.addEventListener('message', ({ data }) => onText(String(data)));
  socket.addEventListener('close', onClose);
  return socket;
};

const readNotices = async (): Promise<void> => {
  const { items } = await call('GET /v1/notifications', { parameters: { limit: shownMax } });
  notices.value = items;
};

/** Notes that the person has seen what is shown of the notices. */
export const markNoticesRead = async (): Promise<void> => {
  const until = notices.peek()?.[0]?.at;
  if (until === undefined) return;
  await call('POST /v1/notifications/reads', { body: { until } });
  await readNotices();
};

const readMe = async (): Promise<void> => {
  me.value = await call('GET /v1/me');
};

/** Follows a person: asks for everything once the line stands, and again and again while it does not. */
const followPerson = (market: ReturnType<typeof repeat>): void => {
  account = repeat(readAccount, accountEveryMs);
  const askAll = (): void => {
    void account?.wake();
    void market.wake();
    for (const count of Object.values(heard)) count.value += 1;
  };
  askAll();
  held = openLine({
    ticket: async () => (await call('POST /v1/live-tickets', { body: {} })).ticket,
    open: openSocket,
    onText: hear,
    onUp: () => {
      line.value = 'up';
      askAll();
    },
    onDown: () => {
      if (line.peek() !== 'up') return;
      line.value = 'down';
      askAll();
    },
  });
};

const leavePerson = (): void => {
  held?.stop();
  account?.stop();
  account = undefined;
  line.value = 'none';
  forgetPerson();
};

/** Begins to follow the market, and the person while one is signed in. */
export const startLive = (): void => {
  const market = repeat(readPrice, priceEveryMs);
  // Where somebody is signed in, following them asks for the price as well.
  if (session.peek() === undefined) void market.wake();
  let followed: string | undefined;
  effect(() => {
    const email = session.value?.email;
    if (email === followed) return;
    followed = email;
    untracked(() => {
      leavePerson();
      if (email !== undefined) followPerson(market);
      else void market.wake();
    });
  });
  for (const [type, read] of [
    ['account', readMe],
    ['notification', readNotices],
  ] as const)
    effect(() => {
      if (heard[type].value > 0 && session.peek() !== undefined) read().catch(() => undefined);
    });
  const back = (): void => {
    held?.wake();
    void market.wake();
    void account?.wake();
  };
  addEventListener('online', back);
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) back();
  });
};

const catchUpTriesMax = 40;

/**
 * Resolves once what is shown reflects an action that was just done, or after a while in any case; until then the page
 * says that it is processing. `before` is the wallet's version when the action began.
 */
export const caughtUp = async (before: number | undefined): Promise<void> => {
  processing.value += 1;
  try {
    await until(catchUpTriesMax, async () => {
      await account?.wake();
      return (wallet.peek()?.version ?? 0) > (before ?? 0);
    });
  } finally {
    processing.value -= 1;
  }
};
