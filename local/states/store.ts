import type { Storage } from '../kernel/storage.ts';
import type { Machine } from './definition.ts';
import type { Execution, Frame, Status } from './execution.ts';

/** One entry of an execution's history; the details have the API's names. */
export interface HistoryEvent {
  readonly id: number;
  readonly timestampMs: number;
  readonly type: string;
  readonly details: object;
}

/** Keeps executions, where they stand, and what happened to them. */
export interface StatesStore {
  readonly saveMachine: (machine: Machine) => void;
  readonly machines: () => readonly Pick<Machine, 'arn' | 'roleArn' | 'definition'>[];
  readonly saveExecution: (execution: Execution) => void;
  readonly execution: (arn: string) => Execution | undefined;
  readonly running: () => readonly Execution[];
  /** Newest first. */
  readonly executionsOf: (
    machineArn: string,
    status: Status | undefined,
    limit: number,
    offset: number,
  ) => readonly Execution[];
  readonly saveFrame: (frame: Frame) => void;
  readonly removeFrame: (id: number) => void;
  readonly frames: () => readonly Frame[];
  readonly addEvent: (executionArn: string, event: HistoryEvent) => void;
  readonly eventCount: (executionArn: string) => number;
  readonly events: (
    executionArn: string,
    reverse: boolean,
    limit: number,
    offset: number,
  ) => readonly HistoryEvent[];
  /** Forgets what ended before a moment. */
  readonly purge: (beforeMs: number) => void;
}

/** Source: API reference, StartExecution: what ended is forgotten, and its name free again, after 90 days. */
export const EXECUTION_KEPT_MS = 90 * 86_400_000;

const schema = `
  CREATE TABLE IF NOT EXISTS states_machines (revision TEXT PRIMARY KEY, data TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS states_executions (
    arn TEXT PRIMARY KEY, machine TEXT NOT NULL, started INTEGER NOT NULL, stopped INTEGER, status TEXT NOT NULL,
    data TEXT NOT NULL
  );
  CREATE INDEX IF NOT EXISTS states_executions_machine ON states_executions (machine, started);
  CREATE INDEX IF NOT EXISTS states_executions_status ON states_executions (status);
  CREATE TABLE IF NOT EXISTS states_frames (id INTEGER PRIMARY KEY, data TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS states_events (
    execution TEXT NOT NULL, id INTEGER NOT NULL, data TEXT NOT NULL, PRIMARY KEY (execution, id)
  ) WITHOUT ROWID;
`;

interface Row {
  readonly data: string;
}

const read = <Value>(rows: readonly unknown[]): readonly Value[] =>
  rows.map((row) => JSON.parse((row as Row).data) as Value);

const openHistory = ({ db, begin }: Storage) => {
  const add = db.prepare('INSERT INTO states_events (execution, id, data) VALUES (?, ?, ?)');
  const count = db.prepare(
    'SELECT coalesce(max(id), 0) AS count FROM states_events WHERE execution = ?',
  );
  const list = (order: 'ASC' | 'DESC') =>
    db.prepare(
      `SELECT data FROM states_events WHERE execution = ? ORDER BY id ${order} LIMIT ? OFFSET ?`,
    );
  const forwards = list('ASC');
  const backwards = list('DESC');
  return {
    addEvent: (executionArn: string, event: HistoryEvent) => {
      begin();
      add.run(executionArn, event.id, JSON.stringify(event));
    },
    eventCount: (executionArn: string) => (count.get(executionArn) as { count: number }).count,
    events: (executionArn: string, reverse: boolean, limit: number, offset: number) =>
      read<HistoryEvent>((reverse ? backwards : forwards).all(executionArn, limit, offset)),
  };
};

const openFrames = ({ db, begin }: Storage) => {
  const save = db.prepare('INSERT OR REPLACE INTO states_frames (id, data) VALUES (?, ?)');
  const remove = db.prepare('DELETE FROM states_frames WHERE id = ?');
  const all = db.prepare('SELECT data FROM states_frames ORDER BY id');
  return {
    saveFrame: (frame: Frame) => {
      begin();
      save.run(frame.id, JSON.stringify(frame));
    },
    removeFrame: (id: number) => {
      begin();
      remove.run(id);
    },
    frames: () => read<Frame>(all.all()),
  };
};

const openExecutions = ({ db, begin }: Storage) => {
  const save = db.prepare(
    'INSERT OR REPLACE INTO states_executions (arn, machine, started, stopped, status, data) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const get = db.prepare('SELECT data FROM states_executions WHERE arn = ?');
  const running = db.prepare("SELECT data FROM states_executions WHERE status = 'RUNNING'");
  const list = db.prepare(
    `SELECT data FROM states_executions WHERE machine = ? AND (? IS NULL OR status = ?)
     ORDER BY started DESC, arn LIMIT ? OFFSET ?`,
  );
  return {
    saveExecution: (execution: Execution) => {
      begin();
      const { arn, machineArn, startedMs, stoppedMs = null, status } = execution;
      save.run(arn, machineArn, startedMs, stoppedMs, status, JSON.stringify(execution));
    },
    execution: (arn: string) => {
      const row = get.get(arn) as Row | undefined;
      return row && (JSON.parse(row.data) as Execution);
    },
    running: () => read<Execution>(running.all()),
    executionsOf: (arn: string, status: Status | undefined, limit: number, offset: number) =>
      read<Execution>(list.all(arn, status ?? null, status ?? null, limit, offset)),
  };
};

/** Opens the tables of the state machines. */
export const openStatesStore = (storage: Storage): StatesStore => {
  const { db, begin } = storage;
  db.exec(schema);
  const saveMachine = db.prepare(
    'INSERT OR IGNORE INTO states_machines (revision, data) VALUES (?, ?)',
  );
  const machines = db.prepare('SELECT data FROM states_machines');
  const old = 'SELECT arn FROM states_executions WHERE stopped < ?';
  const purgeEvents = db.prepare(`DELETE FROM states_events WHERE execution IN (${old})`);
  const purgeExecutions = db.prepare('DELETE FROM states_executions WHERE stopped < ?');
  return {
    ...openExecutions(storage),
    ...openFrames(storage),
    ...openHistory(storage),
    saveMachine: ({ revision, arn, roleArn, definition }) => {
      begin();
      saveMachine.run(revision, JSON.stringify({ arn, roleArn, definition }));
    },
    machines: () => read(machines.all()),
    purge: (beforeMs) => {
      begin();
      purgeEvents.run(beforeMs);
      purgeExecutions.run(beforeMs);
    },
  };
};
