import { fileOf } from '../api/client.ts';
import { me } from '../live/state.ts';
import { monthAndYear } from '../money/format.ts';
import { useAction } from '../parts/action.ts';
import { Card, Trouble, Waiting } from '../parts/basics.tsx';
import { Icon } from '../parts/icon.tsx';
import { PageTitle } from '../shell/shell.tsx';

const formats = ['pdf', 'csv', 'json'] as const;
const monthsMax = 36;

/** Months of the account, newest first, as "2026-11". */
const monthsSince = (registeredAt: string): readonly string[] => {
  const now = new Date();
  const first = registeredAt.slice(0, 7);
  return Array.from({ length: monthsMax }, (_, back) =>
    new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back, 1)).toISOString().slice(0, 7),
  ).filter((month) => month >= first);
};

/** Hands a file to the browser as a download. */
const save = (blob: Blob, name: string): void => {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
};

const Month = ({ month }: { readonly month: string }) => {
  const { busy, problem, run } = useAction();
  const name = monthAndYear(`${month}-01T00:00:00Z`);
  const download = (format: string) =>
    run(async () => {
      const blob = await fileOf(`/v1/statements/${month}?format=${format}`);
      save(blob, `assay-statement-${month}.${format}`);
    });
  return (
    <li class="row">
      <span class="row-icon">
        <Icon name="statements" />
      </span>
      <span class="row-main">
        <span class="row-title">{name}</span>
        <Trouble problem={problem.value} />
      </span>
      <span class="row-actions">
        {formats.map((format) => (
          <button
            key={format}
            type="button"
            class="button button-plain button-small"
            aria-label={`${name} as ${format.toUpperCase()}`}
            disabled={busy.value}
            onClick={() => void download(format)}
          >
            {format.toUpperCase()}
          </button>
        ))}
      </span>
    </li>
  );
};

export const Statements = () => {
  const since = me.value?.registeredAt;
  return (
    <>
      <PageTitle title="Statements" lead="Every month, to keep or to hand on." />
      <Card>
        {since === undefined ? (
          <Waiting />
        ) : (
          <ul class="rows">
            {monthsSince(since).map((month) => (
              <Month key={month} month={month} />
            ))}
          </ul>
        )}
      </Card>
    </>
  );
};
