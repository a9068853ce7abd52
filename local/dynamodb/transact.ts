import {
  type CapacityKind,
  type CapacityWanted,
  consumedCapacity,
  sumUsage,
  type Usage,
} from './capacity.ts';
import { type Engine, meterRead, meterWrite } from './engine.ts';
import { type CancellationReason, transactionCancelled, validation } from './errors.ts';
import { fetchItem, type GetInput, itemRead, itemUsage, shownItem } from './get-item.ts';
import {
  commitOutcome,
  type Mutation,
  type Outcome,
  outcomeOf,
  type Plan,
  planMutation,
  refusedUsage,
  transactionUsage,
} from './mutation.ts';
import { type CommonInput, capacityWanted } from './request.ts';
import type { Table } from './table.ts';
import {
  checkMutation,
  deleteMutation,
  putMutation,
  updateMutation,
  type WriteInput,
} from './write-item.ts';

/** One action of TransactWriteItems: exactly one member is set. */
export interface TransactWrite {
  readonly Put?: WriteInput;
  readonly Update?: WriteInput;
  readonly Delete?: WriteInput;
  readonly ConditionCheck?: WriteInput;
}

export interface TransactWriteInput extends CommonInput {
  readonly TransactItems?: readonly TransactWrite[];
  readonly ClientRequestToken?: string;
}

export interface TransactGetInput extends CommonInput {
  readonly TransactItems?: readonly { readonly Get?: GetInput }[];
}

/** Source: Amazon DynamoDB Developer Guide, "Service quotas": a transaction holds 100 items and 4 MB. */
const maxItems = 100;
const maxBytes = 4 * 1024 * 1024;

const checkedItems = <T>(items: readonly T[] | undefined): readonly T[] => {
  if (!Array.isArray(items)) {
    throw validation(
      "1 validation error detected: Value null at 'transactItems' failed to satisfy constraint: Member must not be null",
    );
  }
  const refuse = (constraint: string) =>
    validation(
      `1 validation error detected: Value '[${items.length} items]' at 'transactItems' failed to satisfy constraint: Member must have length ${constraint}`,
    );
  if (items.length === 0) throw refuse('greater than or equal to 1');
  if (items.length > maxItems) throw refuse(`less than or equal to ${maxItems}`);
  return items;
};

const makers = {
  Put: putMutation,
  Update: updateMutation,
  Delete: deleteMutation,
  ConditionCheck: checkMutation,
} as const;

const mutationOf = (engine: Engine, action: TransactWrite): Mutation => {
  const kinds = Object.keys(makers).filter((kind) => kind in action) as (keyof typeof makers)[];
  const [kind] = kinds;
  if (kind === undefined || kinds.length > 1) {
    throw validation('TransactItems can only contain one of Check, Put, Update or Delete');
  }
  return makers[kind](engine, action[kind] ?? {});
};

const refuseRepeats = (items: readonly { readonly table: Table; readonly key: Buffer }[]): void => {
  // A key that its table does not take is empty, and nobody's.
  const known = items.filter(({ key }) => key.length > 0);
  const places = known.map(({ table, key }) => `${table.id}/${key.toString('latin1')}`);
  if (new Set(places).size < places.length) {
    throw validation('Transaction request cannot include multiple operations on one item');
  }
};

type Verdict = { readonly outcome: Outcome } | { readonly reason: CancellationReason };

const rejected = (error: unknown): Verdict => ({
  reason: { Code: 'ValidationError', Message: (error as Error).message },
});

const verdictOn = (plan: Plan): Verdict => {
  if (!plan.holds) {
    const item = plan.mutation.returnsItem ? plan.before?.item() : undefined;
    return {
      reason: {
        Code: 'ConditionalCheckFailed',
        Message: 'The conditional request failed',
        ...(item && { Item: item }),
      },
    };
  }
  try {
    return { outcome: outcomeOf(plan) };
  } catch (error) {
    return rejected(error);
  }
};

/** Sums usage by table, in the order in which the request names them. */
const byTable = (
  parts: readonly { readonly table: Table; readonly usage: Usage }[],
): ReadonlyMap<Table, Usage> => {
  const sums = new Map<Table, Usage>();
  for (const { table, usage } of parts) {
    const sum = sums.get(table);
    sums.set(table, sum === undefined ? usage : sumUsage([sum, usage]));
  }
  return sums;
};

const reported = (usages: ReadonlyMap<Table, Usage>, wanted: CapacityWanted, kind: CapacityKind) =>
  wanted === 'NONE'
    ? {}
    : {
        ConsumedCapacity: [...usages].map(([table, usage]) =>
          consumedCapacity(table.name, usage, wanted, kind),
        ),
      };

/** A transaction that went through before: nothing is written again, its items are read. */
const replay = (engine: Engine, mutations: readonly Mutation[], wanted: CapacityWanted) => {
  const usages = byTable(
    mutations.map(({ table, key }) => ({
      table,
      usage: itemUsage(engine.store.get(table.id, key), 'transaction'),
    })),
  );
  for (const [table, usage] of usages) meterRead(engine, table, usage);
  return reported(usages, wanted, 'read');
};

const cancel = (engine: Engine, plans: readonly Plan[], verdicts: readonly Verdict[]): never => {
  for (const plan of plans) {
    meterWrite(engine, plan.mutation.table, transactionUsage(refusedUsage(plan)));
  }
  throw transactionCancelled(
    verdicts.map((verdict) => ('reason' in verdict ? verdict.reason : { Code: 'None' })),
  );
};

const refuseTooLarge = (outcomes: readonly Outcome[]): void => {
  const bytes = outcomes.reduce((sum, { afterSize }) => sum + afterSize, 0);
  if (bytes > maxBytes) {
    throw validation('Transaction request size exceeded the maximum allowed size of 4 MB');
  }
};

/** All or nothing: every condition is tested and every outcome computed before the first write. */
export const transactWriteItems = (engine: Engine, input: TransactWriteInput) => {
  const wanted = capacityWanted(input);
  const items = checkedItems(input.TransactItems);
  const mutations = items.map((action) => mutationOf(engine, action));
  refuseRepeats(mutations);
  const token = input.ClientRequestToken;
  const request = token === undefined ? '' : JSON.stringify(items);
  if (token !== undefined && engine.tokens.seen(token, request)) {
    return replay(engine, mutations, wanted);
  }
  const plans: Plan[] = [];
  const verdicts = mutations.map((mutation): Verdict => {
    if (mutation.problem !== undefined) return rejected(mutation.problem);
    const plan = planMutation(engine, mutation);
    plans.push(plan);
    return verdictOn(plan);
  });
  const outcomes = verdicts.flatMap((verdict) => ('outcome' in verdict ? [verdict.outcome] : []));
  if (outcomes.length < verdicts.length) return cancel(engine, plans, verdicts);
  refuseTooLarge(outcomes);
  engine.world.storage.begin();
  if (token !== undefined) engine.tokens.remember(token, request);
  const usages = byTable(
    outcomes.map((outcome) => ({
      table: outcome.plan.mutation.table,
      usage: transactionUsage(commitOutcome(engine, outcome)),
    })),
  );
  for (const [table, usage] of usages) meterWrite(engine, table, usage);
  return reported(usages, wanted, 'write');
};

/** Items of one moment, in the order asked for; an empty answer where there is none. */
export const transactGetItems = (engine: Engine, input: TransactGetInput) => {
  const wanted = capacityWanted(input);
  const reads = checkedItems(input.TransactItems).map(({ Get }) => itemRead(engine, Get ?? {}));
  refuseRepeats(reads);
  const found = reads.map((read) => {
    const stored = fetchItem(engine, read);
    return { read, stored, table: read.table, usage: itemUsage(stored, 'transaction') };
  });
  const usages = byTable(found);
  for (const [table, usage] of usages) meterRead(engine, table, usage);
  return {
    Responses: found.map(({ read, stored }) => (stored ? { Item: shownItem(read, stored) } : {})),
    ...reported(usages, wanted, 'read'),
  };
};
