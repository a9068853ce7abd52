import { createHash } from 'node:crypto';
import { createSeededRandom } from '../../local/kernel/random.ts';

/** One stream of chance, apart from all others of the same seed. */
export interface Chance {
  /** Uniform in [0, 1). */
  readonly next: () => number;
  /** True with the given probability. */
  readonly hit: (probability: number) => boolean;
  /** A whole number from `low` to `high`, both possible. */
  readonly between: (low: number, high: number) => number;
  readonly one: <Value>(values: readonly Value[]) => Value;
  /** One of the names, by weight. */
  readonly weighted: <Name extends string>(weights: Readonly<Record<Name, number>>) => Name;
}

/** The number that a seed and a name make, so that a new user of chance disturbs no other. */
export const seedOf = (seed: number, name: string): number =>
  createHash('sha256').update(`${seed} ${name}`).digest().readUInt32BE(0);

/** Chance for one purpose under one seed. */
export const chanceOf = (seed: number, name: string): Chance => {
  const { next } = createSeededRandom(seedOf(seed, name));
  const between = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
  return {
    next,
    between,
    hit: (probability) => next() < probability,
    one: (values) => values[between(0, values.length - 1)] as (typeof values)[number],
    weighted: (weights) => {
      const entries = Object.entries(weights) as [keyof typeof weights, number][];
      let left = next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [name, weight] of entries) {
        left -= weight;
        if (left < 0) return name;
      }
      return (entries.at(-1) as (typeof entries)[number])[0];
    },
  };
};

/** The value at a part of a list, which is in [0, 1); undefined when there is none. */
export const oneAt = <Value>(values: readonly Value[], part: number): Value | undefined =>
  values[Math.floor(part * values.length)];

/** The same of a list that has some. */
export const pick = <Value>(values: readonly Value[], part: number): Value =>
  oneAt(values, part) as Value;

/** Another number in [0, 1) out of the digits that a choice leaves; another for each factor. */
export const further = (part: number, factor: 89 | 97): number => (part * factor) % 1;
