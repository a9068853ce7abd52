import type { Cancel } from '../../kernel/timeline.ts';
import type { World } from '../../kernel/world.ts';
import type { Settings } from '../settings.ts';
import { formatPerOunce, fromPricePerOunce, type OuncePrice } from './ounce.ts';
import type { ReplayRow } from './replay.ts';
import { beginning, stepMs, walked } from './walk.ts';

/** Whether the market trades: told to, told not to, or as the platform's own calendar says. */
export type Session = 'open' | 'closed' | 'calendar';

/** Prices are EUR per ounce, as `ounce.ts` writes them. */
type Mode =
  | { readonly kind: 'live'; readonly perOunce: string; readonly steppedAtMs: number }
  | { readonly kind: 'held'; readonly perOunce: string }
  | { readonly kind: 'replay'; readonly everyMs: number; readonly index: number };

export interface MarketOptions {
  readonly world: World;
  readonly settings: Settings;
  /** Called when the price or the session was changed by hand or by a replay, so that it is polled at once. */
  readonly onChange: () => void | Promise<void>;
}

/** What the market remembers; the lines of a replay apart from its place in them, which changes with every line. */
const createMemory = (settings: Settings) => {
  const get = <Value>(name: string, otherwise: Value) =>
    (settings.get(`market.${name}`) as Value | undefined) ?? otherwise;
  return {
    mode: get<Mode | undefined>('mode', undefined),
    rows: get<readonly ReplayRow[]>('replay', []),
    session: get<Session>('session', 'open'),
    keep: (name: 'mode' | 'replay' | 'session', value: unknown) =>
      settings.set(`market.${name}`, value),
  };
};

/** The sandbox's gold price: a random walk, a price held by hand, or a file played line by line. */
export const createMarket = ({ world, settings, onChange }: MarketOptions) => {
  const { timeline, random, storage } = world;
  const memory = createMemory(settings);
  let { rows, session } = memory;
  let mode: Mode = memory.mode ?? {
    kind: 'live',
    perOunce: formatPerOunce(beginning),
    steppedAtMs: timeline.now(),
  };
  let cancelStep: Cancel = () => undefined;

  const keep = (next: Mode) => {
    mode = next;
    memory.keep('mode', next);
  };
  const rowAt = (index: number) => rows[index] as ReplayRow;
  const current = (): string => {
    if (mode.kind === 'held') return mode.perOunce;
    if (mode.kind === 'replay') return rowAt(mode.index).perOunce;
    const steps = Math.floor((timeline.now() - mode.steppedAtMs) / stepMs);
    if (steps <= 0) return mode.perOunce;
    const perOunce = walked(fromPricePerOunce(mode.perOunce), steps, random);
    keep({ kind: 'live', perOunce, steppedAtMs: mode.steppedAtMs + steps * stepMs });
    return perOunce;
  };
  const armReplay = () => {
    cancelStep();
    if (mode.kind !== 'replay' || mode.index >= rows.length - 1) return;
    const next: Mode = { ...mode, index: mode.index + 1 };
    cancelStep = timeline.after(mode.everyMs, () => {
      keep(next);
      armReplay();
      void onChange();
    });
  };
  const change = async (next: Mode): Promise<void> => {
    keep(next);
    armReplay();
    await storage.durable();
    await onChange();
  };

  return {
    /** EUR per ounce now, as a decimal string. */
    pricePerOunce: current,
    session: (): Session => session,
    /** What it does, for whoever asks. */
    state: () => {
      if (mode.kind !== 'replay') return { mode: mode.kind };
      const { index, everyMs } = mode;
      const { date } = rowAt(index);
      return { mode: mode.kind, date, line: index + 1, lines: rows.length, everyMs };
    },
    hold: (price: OuncePrice) => change({ kind: 'held', perOunce: formatPerOunce(price) }),
    /** Walks on from the price of the moment. */
    live: () => change({ kind: 'live', perOunce: current(), steppedAtMs: timeline.now() }),
    /** Plays the rows (at least one) from the first, and holds the last. */
    replay: (next: readonly ReplayRow[], everyMs: number) => {
      rows = next;
      memory.keep('replay', next);
      return change({ kind: 'replay', everyMs, index: 0 });
    },
    setSession: async (next: Session): Promise<void> => {
      session = next;
      memory.keep('session', next);
      await storage.durable();
      await onChange();
    },
    /** Goes on with a replay that an earlier process left. */
    resume: armReplay,
  };
};

export type Market = ReturnType<typeof createMarket>;
