import { openStore } from '../../functions/store/harness.ts';
import { quietly } from '../on-platform.ts';
import { historyOf, turnOf } from '../purchase-history.ts';
import { quantile } from '../quantile.ts';
import { assay } from './assay.ts';
import { castore, castoreTable } from './castore.ts';
import type { Contender } from './contender.ts';
import { emmett } from './emmett.ts';

export interface Measure {
  readonly store: string;
  /** Commands in the stream before the measured ones. */
  readonly length: number;
  readonly loadMs: number;
  readonly commandMs: number;
  readonly appendsPerSecond: number;
  readonly wru: number;
  readonly rru: number;
}

/** A stream grows while it is measured, so each gives few samples, and short streams are many. */
const streamsAt = (length: number): number => (length === 1 ? 100 : length < 1_000 ? 10 : 1);
/** An even number: a deposit and a purchase by turns. */
const commandsAt = (length: number): number => (length === 1 ? 2 : length < 1_000 ? 10 : 20);

const timed = async (acts: readonly (() => Promise<unknown>)[]) => {
  const took: number[] = [];
  for (const act of acts) {
    const started = performance.now();
    await act();
    took.push(performance.now() - started);
  }
  return took.toSorted((a, b) => a - b);
};

const rounded = (value: number, digits: number): number => Number(value.toFixed(digits));

/**
 * The same wallet's deposits and purchases, decided by the same rules, kept in this platform's store and in castore on
 * one DynamoDB engine, and in Emmett's memory: medians of a load and of a whole command, and the request units of a
 * command, at stream lengths. Request units are means, since a deposit and a purchase differ.
 */
export const sideBySide = (lengths: readonly number[]): Promise<readonly Measure[]> =>
  quietly(async () => {
    const store = await openStore([castoreTable]);
    const measured = async (
      contender: Contender,
      length: number,
      name = `${length}`,
    ): Promise<Measure> => {
      const owners = Array.from({ length: streamsAt(length) }, (_, index) => `${name} ${index}`);
      for (const owner of owners) await contender.fill(owner, historyOf(owner, length));
      const turns = Array.from({ length: commandsAt(length) }, (_, index) => length + index);
      const onEach = (act: (owner: string, turn: number) => Promise<unknown>) => (owner: string) =>
        turns.map((turn) => () => act(owner, turn));
      const loading = onEach((owner) => contender.load(owner));
      const commanding = onEach((owner, turn) => contender.perform(owner, turnOf(owner, turn)));
      const loads = await timed(owners.flatMap(loading));
      store.resetMeter();
      const commands = await timed(owners.flatMap(commanding));
      const samples = commands.length;
      const each = (kind: 'wru' | 'rru') => rounded(store.units(kind) / samples, 2);
      return {
        store: contender.name,
        length,
        loadMs: rounded(quantile(loads, 0.5), 3),
        commandMs: rounded(quantile(commands, 0.5), 3),
        appendsPerSecond: Math.round(
          (samples * 1_000) / commands.reduce((sum, took) => sum + took, 0),
        ),
        wru: each('wru'),
        rru: each('rru'),
      };
    };
    const contenders = [assay, castore(store.client), emmett()];
    for (const contender of contenders) await measured(contender, 1, 'to warm up');
    const rows: Measure[] = [];
    for (const length of lengths)
      for (const contender of contenders) rows.push(await measured(contender, length));
    return rows;
  });

/** How many times as much as this platform each of the others takes, for each length: above 1 is dearer or slower. */
export const ratiosOf = (rows: readonly Measure[]) =>
  rows
    .filter(({ store }) => store !== assay.name)
    .map((other) => {
      const ours = rows.find((row) => row.store === assay.name && row.length === other.length);
      if (ours === undefined) throw new Error(`nothing of ours at ${other.length}`);
      const ratio = (key: 'loadMs' | 'commandMs' | 'wru' | 'rru') =>
        rounded(other[key] / ours[key], 2);
      return {
        store: other.store,
        length: other.length,
        load: ratio('loadMs'),
        command: ratio('commandMs'),
        wru: ratio('wru'),
        rru: ratio('rru'),
      };
    });
