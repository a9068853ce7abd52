type Data = Readonly<Record<string, unknown>>;

/** Brings the data of one version of an event type to the next. Total and pure: old events are facts and cannot be refused. */
export type Upcaster = (data: Data) => Data;

/** Per event type the steps from version 1 to 2, from 2 to 3, … A type that is not listed is still in version 1. */
export type UpcasterChains = Readonly<Record<string, readonly Upcaster[]>>;

export interface Upcasting {
  /** The schema version in which an event of this type is written today. */
  readonly versionOf: (eventType: string) => number;
  /** The data as today's version has it. Throws RangeError on a version from the future. */
  readonly upcast: (eventType: string, version: number, data: Data) => Data;
}

export const upcasting = (chains: UpcasterChains): Upcasting => {
  const chainOf = (eventType: string) =>
    Object.hasOwn(chains, eventType) ? (chains[eventType] ?? []) : [];
  return {
    versionOf: (eventType) => chainOf(eventType).length + 1,
    upcast: (eventType, version, data) => {
      const chain = chainOf(eventType);
      if (!Number.isInteger(version) || version < 1 || version > chain.length + 1)
        throw new RangeError(`${eventType} has no version ${version}`);
      return chain.slice(version - 1).reduce((older, step) => step(older), data);
    },
  };
};

/** Today's chains. A change of an event's shape adds a step here and a stored example to the tests. */
export const { versionOf, upcast } = upcasting({});
