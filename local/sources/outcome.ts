import type { Outcome } from '../kernel/invoke.ts';

/** Which items of a batch failed: none, some, or the batch as a whole. */
export type Verdict =
  | { readonly kind: 'done' }
  | { readonly kind: 'some'; readonly failed: ReadonlySet<string> }
  | { readonly kind: 'failed'; readonly reason: string };

/**
 * Reads a function's answer. With ReportBatchItemFailures an empty list is success; an answer that is not of the shape,
 * or names an item that was not in the batch, fails the batch. Source: Lambda Developer Guide, "Implementing partial
 * batch responses".
 */
export const readOutcome = (
  outcome: Outcome,
  reportsFailures: boolean,
  ids: ReadonlySet<string>,
): Verdict => {
  if (!outcome.ok)
    return { kind: 'failed', reason: `${outcome.errorType}: ${outcome.errorMessage}` };
  const payload = outcome.payload as { readonly batchItemFailures?: unknown } | null | undefined;
  const listed = payload?.batchItemFailures;
  if (!reportsFailures || listed === undefined || listed === null) return { kind: 'done' };
  if (!Array.isArray(listed)) return { kind: 'failed', reason: 'batchItemFailures is no list' };
  const failed = new Set(listed.map((each) => each?.itemIdentifier));
  if (failed.size === 0) return { kind: 'done' };
  for (const id of failed)
    if (!ids.has(id)) return { kind: 'failed', reason: `batchItemFailures names ${id}` };
  return { kind: 'some', failed };
};
