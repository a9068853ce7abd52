import { microPrice } from '../model/amounts.ts';
import { type Tick, ticksOf } from '../model/ticks.ts';
import type { Cast } from '../play.ts';
import { type Data, rowsOf, type Streams } from '../stores.ts';

type Event = { readonly type: string; readonly data: Data };

/** The longest that setting an alert takes, from the time that its commit bears until it stands. */
const settingMsMax = 30_000;

/** One alert by its own events. */
interface Alert {
  readonly id: string;
  readonly created: Data;
  readonly at: string;
  readonly later: readonly Event[];
}

const alertsOf = (streams: Streams): readonly Alert[] =>
  [...streams]
    .filter(([stream]) => stream.startsWith('alert-'))
    .map(([stream, stored]) => {
      const [first, ...later] = stored.flatMap(({ commit }) => commit.events);
      return {
        id: stream.slice('alert-'.length),
        created: (first?.data ?? {}) as Data,
        at: `${stored[0]?.commit.meta.at}`,
        later: later.map(({ type, data }) => ({ type, data: data as Data })),
      };
    });

/** Whether the price went from one side to the threshold, or through it, with this tick. */
const passes = ({ created }: Alert, tick: Tick, before: Tick | undefined): boolean => {
  if (before === undefined) return false;
  const threshold = microPrice(`${created['threshold']}`);
  return created['direction'] === 'above'
    ? before.price < threshold && threshold <= tick.price
    : before.price > threshold && threshold >= tick.price;
};

/** It fires for a tick that passed its threshold, after the last one that was there before it. */
const misfired = (alert: Alert, fired: Data, ticks: readonly Tick[]): readonly string[] => {
  const { id, created } = alert;
  const index = ticks.findIndex(({ priceId }) => priceId === fired['priceId']);
  const tick = ticks[index];
  if (tick === undefined) return [`alert ${id} fired for a price that there never was`];
  const wrong: string[] = [];
  if (microPrice(`${fired['price']}`) !== tick.price)
    wrong.push(`alert ${id} fired for ${fired['price']}, which is not the price that it names`);
  if (!passes(alert, tick, ticks[index - 1]))
    wrong.push(`alert ${id} fired at ${tick.updatedAt}, and its threshold was not passed`);
  if (tick.updatedAt <= `${created['lastPriceAt'] ?? ''}`)
    wrong.push(`alert ${id} fired for a price that was there before it`);
  return wrong;
};

/** The last price that an alert says was there before it is neither older than the newest one then, nor younger. */
const misplaced = ({ id, created, at }: Alert, ticks: readonly Tick[]): readonly string[] => {
  const lastMs = Date.parse(`${created['lastPriceAt'] ?? 0}`);
  const atMs = Date.parse(at);
  const missed = ticks.some((tick) => tick.atMs > lastMs && tick.atMs + settingMsMax < atMs);
  return missed || lastMs > atMs + settingMsMax
    ? [`alert ${id} of ${at} takes the price of ${created['lastPriceAt']} for the last one`]
    : [];
};

/** What becomes of one alert: nothing, or one end; a tick after it that passes its threshold fires it. */
const wrongEnd = (cast: Cast, alert: Alert, ticks: readonly Tick[]): readonly string[] => {
  const { id, at, later } = alert;
  if (later.length > 1) return [`alert ${id} ended as ${later.map(({ type }) => type)}`];
  const [end] = later;
  const asked = cast.customers.map(({ book }) => book.alerts.get(id)).find((one) => one);
  if (asked?.cancelled === true && end?.type !== 'PriceAlertCancelled')
    return [`alert ${id} was cancelled, and ended as ${end?.type}`];
  if (end?.type === 'PriceAlertTriggered') return misfired(alert, end.data, ticks);
  if (end !== undefined) return [];
  const standsMs = asked?.acknowledgedMs ?? Date.parse(at) + settingMsMax;
  return ticks
    .filter((tick, index) => tick.atMs > standsMs && passes(alert, tick, ticks[index - 1]))
    .map(({ updatedAt }) => `alert ${id} did not fire at ${updatedAt}`);
};

/** What was acknowledged is there, as it was asked for. */
const lost = ({ customers }: Cast, alerts: readonly Alert[]): readonly string[] => {
  const known = new Map(alerts.map((alert) => [alert.id, alert.created]));
  return customers.flatMap(({ person, book }) =>
    [...book.alerts].flatMap(([id, { direction, threshold }]) => {
      const created = known.get(id);
      return created?.['userId'] === person.userId &&
        created['direction'] === direction &&
        microPrice(`${created['threshold']}`) === threshold
        ? []
        : [`alert ${id} of ${person.name} is not what was acknowledged`];
    }),
  );
};

/** An alert waits among the thresholds exactly while it is active. */
const wrongThresholds = async (cast: Cast, alerts: readonly Alert[]) => {
  const rows = await rowsOf(cast.stage, 'alertThresholdsTable');
  const waiting = new Set(rows.map(({ alertId }) => `${alertId}`));
  const active = new Set(alerts.filter(({ later }) => later.length === 0).map(({ id }) => id));
  return [
    ...[...active]
      .filter((id) => !waiting.has(id))
      .map((id) => `alert ${id} is active, and no price finds it`),
    ...[...waiting]
      .filter((id) => !active.has(id))
      .map((id) => `alert ${id} has ended, and waits still`),
  ];
};

/** A price alert fires once, when the price passes its threshold after it was set, and for nothing else. */
export const alertFaults = async (cast: Cast, streams: Streams): Promise<readonly string[]> => {
  const [alerts, ticks] = [alertsOf(streams), ticksOf(streams)];
  return [
    ...alerts.flatMap((alert) => [...misplaced(alert, ticks), ...wrongEnd(cast, alert, ticks)]),
    ...lost(cast, alerts),
    ...(await wrongThresholds(cast, alerts)),
  ];
};
