/** What every line of one invocation carries. An instance serves one invocation at a time, so a module variable holds it. */
let context: Readonly<Record<string, string>> = {};

export const setLogContext = (next: Readonly<Record<string, string>>): void => {
  context = next;
};

type Fields = Readonly<Record<string, string | number | boolean | undefined>>;

const write = (level: string, message: string, fields: Fields): void => {
  console.log(JSON.stringify({ level, message, ...context, ...fields }));
};

/** Structured JSON lines. Never pass personal data or secrets: ids and codes only. */
export const log = {
  info: (message: string, fields: Fields = {}) => write('INFO', message, fields),
  warn: (message: string, fields: Fields = {}) => write('WARN', message, fields),
  error: (message: string, error: unknown, fields: Fields = {}) =>
    write('ERROR', message, {
      ...fields,
      errorName: error instanceof Error ? error.name : typeof error,
      // A stack names code and no data; an SDK's message may quote input, so it stays out.
      stack: error instanceof Error ? error.stack?.split('\n').slice(1, 8).join('\n') : undefined,
    }),
};

type Unit = 'Count' | 'Milliseconds';

/**
 * One metric in CloudWatch's embedded metric format (specification of the Amazon CloudWatch User Guide): a log line,
 * so it costs no call.
 */
export const metric = (
  name: string,
  value: number,
  unit: Unit = 'Count',
  dimensions: Readonly<Record<string, string>> = {},
): void => {
  console.log(
    JSON.stringify({
      _aws: {
        Timestamp: Date.now(),
        CloudWatchMetrics: [
          {
            Namespace: 'Assay',
            Dimensions: [Object.keys(dimensions)],
            Metrics: [{ Name: name, Unit: unit }],
          },
        ],
      },
      ...dimensions,
      [name]: value,
    }),
  );
};
