import type { AggregateType } from './names.ts';

/** A pure decision-maker: command + state in, events out. */
export interface Decider<State, Command, Event> {
  readonly initialState: State;
  readonly evolve: (state: State, event: Event) => State;
  readonly decide: (command: Command, state: State) => readonly Event[];
}

/**
 * A decider with what the event store needs to know about it. `stateVersion` grows with every change of the state's
 * shape or of `evolve`: a stored state of another version is folded again from the events.
 */
export interface Aggregate<State, Command, Event> extends Decider<State, Command, Event> {
  readonly type: AggregateType;
  readonly stateVersion: number;
  /** What others may see of the state: decimal strings, no personal data, JSON only. */
  readonly publicState: (state: State) => Readonly<Record<string, unknown>>;
}

/** An aggregate as its readers know it: without what it decides, which weighs most. */
export type Folded<State, Event> = Omit<Aggregate<State, never, Event>, 'decide'>;

/** One event of the published language: a past-tense name and wire data (decimal strings, ISO 8601 times). */
export interface DomainEvent<Type extends string, Data> {
  readonly type: Type;
  readonly data: Data;
}

type Typed = { readonly type: string };

/** One function per event type; the compiler asks for every one. */
export type Evolvers<State, Event extends Typed> = {
  readonly [Type in Event['type']]: (state: State, event: Extract<Event, { type: Type }>) => State;
};

/** One function per command type; the compiler asks for every one. */
export type Deciders<State, Command extends Typed, Event> = {
  readonly [Type in Command['type']]: (
    command: Extract<Command, { type: Type }>,
    state: State,
  ) => readonly Event[];
};

/** An `evolve` out of a table. Throws on an event that the table does not know: skipping one would falsify the state. */
export const evolveBy =
  <State, Event extends Typed>(table: Evolvers<State, Event>) =>
  (state: State, event: Event): State => {
    const evolver = table[event.type as Event['type']] as
      | ((state: State, event: Event) => State)
      | undefined;
    if (evolver === undefined) throw new TypeError(`no evolve for event ${event.type}`);
    return evolver(state, event);
  };

/** A `decide` out of a table. Throws on a command that the table does not know. */
export const decideBy =
  <State, Command extends Typed, Event>(table: Deciders<State, Command, Event>) =>
  (command: Command, state: State): readonly Event[] => {
    const decider = table[command.type as Command['type']] as
      | ((command: Command, state: State) => readonly Event[])
      | undefined;
    if (decider === undefined) throw new TypeError(`no decide for command ${command.type}`);
    return decider(command, state);
  };

/** `record` without `key`: what ends leaves the state. */
export const without = <Value>(
  record: Readonly<Record<string, Value>>,
  key: string,
): Readonly<Record<string, Value>> =>
  Object.fromEntries(Object.entries(record).filter(([name]) => name !== key));
