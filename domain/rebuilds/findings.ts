/** What a rebuild found, or a part of one. A type, so that it is a record of JSON. */
export type RebuildFindings = {
  /** Events read, and rows that they make. */
  readonly events: number;
  readonly rows: number;
  /** Rows that were missing, that said something else, and that no event explained. */
  readonly restored: number;
  readonly corrected: number;
  readonly removed: number;
};

export const noFindings: RebuildFindings = {
  events: 0,
  rows: 0,
  restored: 0,
  corrected: 0,
  removed: 0,
};

/** What several parts found together. */
export const foundTogether = (parts: readonly RebuildFindings[]): RebuildFindings =>
  parts.reduce(
    (sum, part) => ({
      events: sum.events + part.events,
      rows: sum.rows + part.rows,
      restored: sum.restored + part.restored,
      corrected: sum.corrected + part.corrected,
      removed: sum.removed + part.removed,
    }),
    noFindings,
  );
