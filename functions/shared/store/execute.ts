import type { CancellationReason, TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { Refusal } from '../../../domain/shared/refusal.ts';
import { versionOf } from '../../../domain/shared/upcast.ts';
import { metric } from '../log.ts';
import { jitteredDelayMs, pause } from '../pause.ts';
import { sealEvents, sealState, sealWho } from '../seal/sealing.ts';
import { idAfter, newId } from '../uuid.ts';
import { type CommitItem, decodeCommit, encodeCommit } from './codec.ts';
import { Contention } from './contention.ts';
import { emptyHead, headOf, loadHead } from './events-table.ts';
import { readGuard, rememberCommand } from './guards.ts';
import { commitAt } from './history.ts';
import { fingerprintOf, remember } from './recent.ts';
import type { AnyEvent, Cause, Commit, Folding, Head } from './types.ts';
import { writeAll } from './write.ts';

const attemptsMax = 40;
/** Then no new attempt is made: an answer that it was too much is one, a function that runs out of time is none. */
const patienceMs = 12_000;
const backOffBaseMs = 5;
const backOffCapMs = 400;

/** One stream's part in a command. `decide` may run several times, each time on a newer state. */
export interface Participant<S, E extends AnyEvent> {
  readonly folding: Folding<S, E>;
  readonly stream: string;
  readonly decide: (state: S) => readonly E[] | Promise<readonly E[]>;
  /** The stream cannot exist yet, so the first try does without a read. */
  readonly fresh?: boolean;
}

// biome-ignore lint/suspicious/noExplicitAny: streams of several aggregates meet here, and each participant is typed where it is made.
type AnyParticipant = Participant<any, any>;

export interface Execution {
  readonly cause: Cause;
  readonly participants: readonly AnyParticipant[];
  /** Guards that change with the events, computed after each decision. */
  readonly guards?: () => readonly TransactWriteItem[];
  /** Called with the reason of each guard that failed; returns to decide again, or throws a Refusal. */
  readonly guardFailed?: (index: number, reason: CancellationReason) => void | Promise<void>;
  /** Answers a repetition of the command within 24 hours with the first commit, by the first participant's window. */
  readonly idempotent?: boolean;
}

/** What a command wrote, or had written before: one commit per participant that had something to say. */
export interface Executed {
  readonly repeated: boolean;
  readonly commits: readonly Commit[];
}

interface Draft {
  readonly commit: Omit<Commit, 'hash'>;
  readonly item: CommitItem;
  readonly guarded: boolean;
}

const repetitionOf = async (
  head: Head<unknown>,
  stream: string,
  { commandId, at }: Cause,
): Promise<Commit | undefined> => {
  const fingerprint = fingerprintOf(commandId);
  for (const entry of head.recent) {
    if (entry.fingerprint !== fingerprint) continue;
    const commit = await commitAt(stream, entry.version);
    if (commit?.commandId === commandId) return commit;
  }
  if (head.overflowUntil === undefined || head.overflowUntil <= at) return undefined;
  const guard = await readGuard(`command#${commandId}`);
  const version = guard?.['version']?.N;
  return version === undefined ? undefined : commitAt(stream, Number(version));
};

const draft = async (
  { folding, stream }: AnyParticipant,
  head: Head<unknown>,
  events: readonly AnyEvent[],
  { cause, idempotent }: Execution,
): Promise<Draft> => {
  const version = head.version + 1;
  const nowMs = Date.parse(cause.at);
  const state = events.reduce(folding.evolve, head.state);
  const memory = idempotent
    ? remember(head, cause.commandId, version, nowMs)
    : { recent: head.recent, guarded: false, ...pick(head) };
  const firstId = newId();
  const stored = events.map(({ type, data }, index) => ({
    eventId: idAfter(firstId, index),
    type,
    version: versionOf(type),
    data: data as Readonly<Record<string, unknown>>,
  }));
  const who = await sealWho(stream, cause);
  const commit = {
    stream,
    version,
    commandId: cause.commandId,
    events: await sealEvents(stream, state, stored),
    state: await sealState(folding.type, stream, state),
    stateVersion: folding.stateVersion,
    recent: memory.recent,
    meta: {
      at: cause.at,
      correlationId: cause.correlationId,
      causationId: cause.causationId,
      userId: cause.userId,
      who,
      requestHash: cause.requestHash,
      overflowUntil: memory.overflowUntil,
    },
  };
  return { commit, item: encodeCommit(commit, head.hash), guarded: memory.guarded };
};

const pick = ({ overflowUntil }: Head<unknown>): { readonly overflowUntil?: string } =>
  overflowUntil === undefined ? {} : { overflowUntil };

const overflowGuards = (drafts: readonly Draft[], { cause }: Execution): TransactWriteItem[] =>
  drafts
    .filter(({ guarded }) => guarded)
    .slice(0, 1)
    .map(({ commit }) =>
      rememberCommand(
        cause.commandId,
        commit.stream,
        commit.version,
        Math.ceil(Date.parse(cause.at) / 1_000) + 2 * 86_400,
      ),
    );

const loadAll = (execution: Execution, consistent: boolean): Promise<Head<unknown>[]> =>
  Promise.all(
    execution.participants.map(({ folding, stream, fresh }) =>
      fresh === true && !consistent ? emptyHead(folding) : loadHead(folding, stream, consistent),
    ),
  );

const decideAll = async (
  execution: Execution,
  heads: readonly Head<unknown>[],
): Promise<Draft[]> => {
  const drafts: Draft[] = [];
  for (const [index, participant] of execution.participants.entries()) {
    const head = heads[index] as Head<unknown>;
    const events = await participant.decide(head.state);
    if (events.length > 0) drafts.push(await draft(participant, head, events, execution));
  }
  return drafts;
};

/** The commit of this very command among the items that were in the way: our own reply had been lost. */
const ownCommit = (
  reasons: readonly CancellationReason[],
  commits: number,
  commandId: string,
): boolean =>
  reasons
    .slice(0, commits)
    .some(({ Item }) => Item !== undefined && decodeCommit(Item).commandId === commandId);

/**
 * Heads after a conflict: the winner's where the answer carried it, a strong read elsewhere. Among many writers the
 * winner is soon followed by others, and following them one by one would lose every time: from the second conflict on,
 * the head is read.
 */
const headsAfter = (
  execution: Execution,
  drafts: readonly Draft[],
  reasons: readonly CancellationReason[],
  heads: readonly Head<unknown>[],
  attempt: number,
): Promise<Head<unknown>[]> =>
  Promise.all(
    execution.participants.map(async ({ folding, stream }, index) => {
      const at = drafts.findIndex(({ commit }) => commit.stream === stream);
      const winner = reasons[at]?.Item;
      if (winner !== undefined && attempt === 0) return headOf(folding, decodeCommit(winner));
      return attempt > 0 || reasons[at]?.Code === 'ConditionalCheckFailed' || at < 0
        ? loadHead(folding, stream, true)
        : (heads[index] as Head<unknown>);
    }),
  );

const asCommits = (drafts: readonly Draft[]): Commit[] =>
  drafts.map(({ item }) => decodeCommit(item));

const repeatedCommits = async (execution: Execution): Promise<Commit[]> => {
  const found = await Promise.all(
    execution.participants.map(async ({ folding, stream }) => {
      const head = await loadHead(folding, stream, true);
      const last = await commitAt(stream, head.version);
      return last?.commandId === execution.cause.commandId
        ? last
        : repetitionOf(head, stream, execution.cause);
    }),
  );
  return found.filter((commit) => commit !== undefined);
};

/**
 * Decides and writes, whatever happens between: a decision on a stale state is fenced by the write and made again on the
 * state that won; a refusal is believed only on a strongly read state; a repetition gets the first answer.
 * Throws `Refusal` (a rule said no), `Contention` (retries or time used up), or what DynamoDB threw.
 */
export const execute = async (execution: Execution): Promise<Executed> => {
  const { commandId } = execution.cause;
  const giveUpAtMs = Date.now() + patienceMs;
  let strong = false;
  let heads = await loadAll(execution, strong);
  for (let attempt = 0; attempt < attemptsMax; attempt++) {
    if (attempt > 0 && Date.now() >= giveUpAtMs) break;
    const [first] = execution.participants;
    if (execution.idempotent === true && first !== undefined) {
      const earlier = await repetitionOf(heads[0] as Head<unknown>, first.stream, execution.cause);
      if (earlier !== undefined) return { repeated: true, commits: [earlier] };
    }
    let drafts: Draft[];
    try {
      drafts = await decideAll(execution, heads);
    } catch (error) {
      if (!(error instanceof Refusal) || strong) throw error;
      strong = true;
      heads = await loadAll(execution, strong);
      continue;
    }
    if (drafts.length === 0) return { repeated: true, commits: [] };
    const guards = [...(execution.guards?.() ?? []), ...overflowGuards(drafts, execution)];
    const written = await writeAll(
      drafts.map(({ item }) => item),
      guards,
    );
    if (written.done) {
      metric(
        'EventsAppended',
        drafts.reduce((sum, { commit }) => sum + commit.events.length, 0),
      );
      return { repeated: false, commits: asCommits(drafts) };
    }
    const places = written.reasons.map(({ Code }) => (Code === 'None' ? '-' : Code)).join(' ');
    metric('AppendConflicts', 1, 'Count', { places });
    if (ownCommit(written.reasons, drafts.length, commandId))
      return { repeated: true, commits: await repeatedCommits(execution) };
    for (const [index, reason] of written.reasons.slice(drafts.length).entries())
      if (reason.Code === 'ConditionalCheckFailed') await execution.guardFailed?.(index, reason);
    heads = await headsAfter(execution, drafts, written.reasons, heads, attempt);
    // A head taken from the item in our way may be old itself; a refusal on it must be checked strongly.
    strong = false;
    await pause(jitteredDelayMs(attempt, backOffBaseMs, backOffCapMs));
  }
  metric('AppendRetriesExhausted', 1);
  throw new Contention('too many writers at once');
};
