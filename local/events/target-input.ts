import type { Resource } from '../kernel/resources.ts';
import { parsePath, valueAt } from './json-path.ts';

/** The event as EventBridge hands it on. */
export interface BusEvent {
  readonly version: '0';
  readonly id: string;
  readonly 'detail-type': string;
  readonly source: string;
  readonly account: string;
  /** ISO 8601 to the second. */
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: unknown;
}

/** Makes the JSON text that a target receives from an event (given as parsed and as text). */
export type TargetInput = (event: BusEvent, text: string) => string;

interface RuleName {
  readonly name: string;
  readonly arn: string;
}

const reserved = (
  name: string,
  rule: RuleName,
  event: BusEvent,
): { readonly value: unknown } | undefined => {
  if (name === 'aws.events.rule-arn') return { value: rule.arn };
  if (name === 'aws.events.rule-name') return { value: rule.name };
  if (name === 'aws.events.event.ingestion-time') return { value: event.time };
  if (name === 'aws.events.event.json') return { value: event };
  if (name === 'aws.events.event') return { value: { ...event, detail: undefined } };
  return undefined;
};

/** Inside quotes a text goes in as it is and anything else as JSON, both escaped; outside everything is JSON. */
const rendered = (value: unknown, quoted: boolean): string => {
  const json = JSON.stringify(value ?? null);
  if (!quoted) return json;
  if (value === undefined) return '';
  return typeof value === 'string' ? json.slice(1, -1) : JSON.stringify(json).slice(1, -1);
};

const fill = (template: string, lookUp: (name: string) => unknown): string => {
  let quoted = false;
  return template.replace(/\\.|"|<([\w.-]+)>/g, (found, name: string | undefined) => {
    if (found === '"') quoted = !quoted;
    return name === undefined ? found : rendered(lookUp(name), quoted);
  });
};

const transformer = (given: Resource['properties'], rule: RuleName): TargetInput => {
  const paths = new Map(
    Object.entries((given['InputPathsMap'] ?? {}) as Record<string, string>).map(
      ([name, path]) => [name, parsePath(path)] as const,
    ),
  );
  const template = String(given['InputTemplate']);
  for (const [, name = ''] of template.matchAll(/<([\w.-]+)>/g))
    if (!paths.has(name) && !name.startsWith('aws.events.'))
      throw new Error(`rule ${rule.name}: the input template uses <${name}>, which has no path`);
  return (event) =>
    fill(template, (name) => {
      const known = reserved(name, rule, event);
      return known === undefined ? valueAt(event, paths.get(name) ?? []) : known.value;
    });
};

/** Reads `Input`, `InputPath` or `InputTransformer` of a target; without any of them it gets the event. */
export const targetInput = (given: Resource['properties'], rule: RuleName): TargetInput => {
  if (given['Input'] !== undefined) return () => String(given['Input']);
  if (given['InputTransformer'] !== undefined) return transformer(given['InputTransformer'], rule);
  if (given['InputPath'] === undefined) return (_, text) => text;
  const steps = parsePath(String(given['InputPath']));
  return (event) => JSON.stringify(valueAt(event, steps) ?? null);
};
