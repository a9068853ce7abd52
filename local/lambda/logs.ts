import type { Meter } from '../kernel/meter.ts';
import type { Level } from './sandbox/console.ts';

/** One line that a function wrote. */
export interface LogLine {
  readonly atMs: number;
  readonly requestId: string;
  readonly level: Level;
  readonly text: string;
}

/** What has been counted under one metric's name and dimensions. */
export interface MetricTotal {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: string;
  readonly count: number;
  readonly sum: number;
  readonly last: number;
}

/** The logs and metrics of all functions, the latest only. */
export interface Logs {
  readonly write: (functionName: string, line: LogLine) => void;
  /** The latest lines of a function, oldest first. */
  readonly of: (functionName: string) => readonly LogLine[];
  readonly metrics: () => readonly MetricTotal[];
}

/** Lines kept for each function. */
const LINES_MAX = 1000;
/** Metric series kept: a name and its dimensions each. */
const SERIES_MAX = 2000;

/** Metrics of one namespace in the embedded metric format. */
interface MetricSet {
  readonly Namespace: string;
  readonly Dimensions?: readonly (readonly string[])[];
  readonly Metrics: readonly { readonly Name: string }[];
}

/** The embedded metric format (CloudWatch, "Specification: Embedded metric format"), as far as it is counted. */
interface EmbeddedMetrics {
  readonly _aws?: { readonly CloudWatchMetrics?: readonly MetricSet[] };
  readonly [field: string]: unknown;
}

const parse = (text: string): EmbeddedMetrics | undefined => {
  if (!text.startsWith('{') || !text.includes('"_aws"')) return undefined;
  try {
    return JSON.parse(text) as EmbeddedMetrics;
  } catch {
    return undefined;
  }
};

const isWellFormed = ({ Metrics, Dimensions = [[]] }: MetricSet): boolean =>
  Array.isArray(Metrics) && Array.isArray(Dimensions) && Dimensions.every(Array.isArray);

/** What does not keep to the format counts nothing, as it does at CloudWatch. */
const metricsIn = (line: EmbeddedMetrics | undefined): readonly MetricSet[] => {
  const sets: unknown = line?._aws?.CloudWatchMetrics;
  return Array.isArray(sets) ? sets.filter(isWellFormed) : [];
};

const createMetrics = () => {
  const totals = new Map<string, MetricTotal>();
  const add = (namespace: string, name: string, dimensions: string, value: number) => {
    const key = `${namespace} ${name} ${dimensions}`;
    const known = totals.get(key);
    if (known === undefined && totals.size >= SERIES_MAX) return;
    const { count, sum } = known ?? { count: 0, sum: 0 };
    totals.set(key, {
      namespace,
      name,
      dimensions,
      count: count + 1,
      sum: sum + value,
      last: value,
    });
  };
  return {
    read: (text: string) => {
      const line = parse(text);
      for (const { Namespace, Dimensions, Metrics } of metricsIn(line))
        for (const { Name } of Metrics)
          for (const set of Dimensions ?? [[]]) {
            const dimensions = set.map((each) => `${each}=${line?.[each]}`).join(',');
            for (const value of [line?.[Name]].flat())
              add(Namespace, Name, dimensions, Number(value));
          }
    },
    all: () => [...totals.values()],
  };
};

/** Keeps what functions write, counts its bytes as CloudWatch would bill them, and reads embedded metrics. */
export const createLogs = ({
  meter,
  onLine,
}: {
  readonly meter: Meter;
  /** Hears of every line as it is written. */
  readonly onLine?: ((functionName: string, line: LogLine) => void) | undefined;
}): Logs => {
  const lines = new Map<string, LogLine[]>();
  const metrics = createMetrics();
  return {
    write: (functionName, line) => {
      const kept = lines.get(functionName) ?? [];
      lines.set(functionName, kept);
      kept.push(line);
      if (kept.length > 2 * LINES_MAX) kept.splice(0, kept.length - LINES_MAX);
      meter.add('logs.bytes', Buffer.byteLength(line.text), functionName);
      metrics.read(line.text);
      onLine?.(functionName, line);
    },
    of: (functionName) => lines.get(functionName)?.slice(-LINES_MAX) ?? [],
    metrics: metrics.all,
  };
};
