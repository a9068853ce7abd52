import type { ComponentChildren } from 'preact';
import { timeOfDay } from '../../money/format.ts';
import { Button, Empty, Trouble, Waiting } from '../../parts/basics.tsx';
import type { IconName } from '../../parts/icon.tsx';
import type { Pages } from './pages.ts';

export interface Column<Row> {
  readonly name: string;
  /** Whether its values are compared by their digits: these stand at the right, one below the other. */
  readonly numbers?: true;
  readonly show: (row: Row) => ComponentChildren;
}

interface TableProps<Row> {
  /** What it is a table of, for whoever does not see it. */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly keyOf: (row: Row) => string;
  /** What can be done with a row, at its end. */
  readonly action?: (row: Row) => ComponentChildren;
}

/** Rows and columns; on a phone, each row is a block of names and values. */
export const Table = <Row,>({
  label,
  columns,
  keyOf,
  action,
  rows,
}: TableProps<Row> & { readonly rows: readonly Row[] }) => (
  <div class="table-place">
    <table class="table">
      <caption class="unseen">{label}</caption>
      <thead>
        <tr>
          {columns.map(({ name, numbers }) => (
            <th key={name} scope="col" class={numbers && 'cell-number'}>
              {name}
            </th>
          ))}
          {action !== undefined && (
            <th scope="col">
              <span class="unseen">Do</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={keyOf(row)}>
            {columns.map(({ name, numbers, show }) => (
              <td key={name} data-name={name} class={numbers && 'cell-number number'}>
                {/* On a phone, name and value stand side by side: the value is one thing. */}
                <div class="cell">{show(row)}</div>
              </td>
            ))}
            {action !== undefined && <td class="cell-action">{action(row)}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);

const Pager = <Row,>({ pages }: { readonly pages: Pages<Row> }) => {
  const { number, hasNext, readAt, previous, next } = pages;
  return (
    <footer class="pager">
      {(number.value > 1 || hasNext.value) && (
        <nav aria-label="Pages of the list">
          <Button small disabled={number.value === 1} onClick={previous}>
            Back
          </Button>
          <span class="number">Page {number.value}</span>
          <Button small disabled={!hasNext.value} onClick={next}>
            Next
          </Button>
        </nav>
      )}
      {readAt.value !== undefined && (
        <span class="soft number pager-time">As of {timeOfDay(readAt.value)}</span>
      )}
    </footer>
  );
};

/** A list of the API as a table: while it comes, when it does not, when there is nothing in it, and a page at a time. */
export const ListTable = <Row,>({
  pages,
  empty,
  action,
  ...table
}: Omit<TableProps<Row>, 'keyOf'> & {
  readonly pages: Pages<Row>;
  readonly empty: {
    readonly icon: IconName;
    readonly title: string;
    readonly text?: ComponentChildren;
  };
}) => {
  const rows = pages.rows.value;
  const acted = pages.settling.value;
  return (
    <>
      <Trouble problem={pages.problem.value} />
      {rows === undefined && pages.problem.value === undefined && <Waiting lines={5} />}
      {rows?.length === 0 && pages.number.value === 1 && (
        <Empty icon={empty.icon} title={empty.title}>
          {empty.text !== undefined && <p>{empty.text}</p>}
        </Empty>
      )}
      {rows !== undefined && (rows.length > 0 || pages.number.value > 1) && (
        <Table
          {...table}
          keyOf={pages.keyOf}
          rows={rows}
          {...(action === undefined
            ? {}
            : {
                action: (row: Row) =>
                  acted.has(pages.keyOf(row)) ? (
                    <span class="processing">
                      <span class="spinner" aria-hidden="true" />
                      Processing…
                    </span>
                  ) : (
                    action(row)
                  ),
              })}
        />
      )}
      <Pager pages={pages} />
    </>
  );
};
