import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { type ApiProblem, asProblem } from '../api/problem.ts';
import { inWords } from '../pages/transaction-text.ts';
import { Card, Trouble, Waiting } from '../parts/basics.tsx';
import { type Compared, compared } from './flatten.ts';
import type { StreamEvents } from './stream-events.ts';

const changes: Readonly<Record<Compared['change'], string>> = {
  none: '',
  new: 'New',
  changed: 'Changed',
  gone: 'Gone',
};

/** So that a hand that moves through a hundred moments asks for the one where it rests. */
const restMs = 120;

const Lines = ({ lines }: { readonly lines: readonly Compared[] }) => (
  <dl>
    {lines.map(({ path, value, before, change }) => (
      <div key={path} class={`state-line state-${change}`}>
        <dt>{path.split('.').map(inWords).join(' › ')}</dt>
        <dd class="number">
          {change === 'changed' && (
            <>
              <span class="unseen">it was</span>
              <s class="soft">{before}</s>
              <span class="unseen">it is</span>{' '}
            </>
          )}
          {change === 'gone' ? <s>{value}</s> : value}
          {change !== 'none' && <span class="state-change">{changes[change]}</span>}
        </dd>
      </div>
    ))}
  </dl>
);

/** What the moment changed stands first: of a state of many lines, it is what one looks for. */
const Parts = ({ lines }: { readonly lines: readonly Compared[] }) => {
  const changed = lines.filter(({ change }) => change !== 'none');
  const stayed = lines.filter(({ change }) => change === 'none');
  return (
    <>
      <p class="state-part">
        {changed.length === 0 ? 'Nothing that is shown has changed' : 'What has changed'}
      </p>
      {changed.length > 0 && <Lines lines={changed} />}
      {stayed.length > 0 && (
        <>
          <p class="state-part">What has stayed</p>
          <Lines lines={stayed} />
        </>
      )}
    </>
  );
};

/** What a stream was just after a moment, and what that moment changed. */
export const StateView = ({
  events,
  position,
}: {
  readonly events: StreamEvents;
  readonly position: number;
}) => {
  const lines = useSignal<readonly Compared[] | undefined>(undefined);
  const problem = useSignal<ApiProblem | undefined>(undefined);
  const moments = events.moments.value;
  const at = moments[position]?.at;
  const before = moments[position - 1]?.at;
  useEffect(() => {
    let left = false;
    const read = async () => {
      if (at === undefined) return;
      try {
        const [was, is] = await Promise.all([
          before === undefined ? null : events.stateAt(before),
          events.stateAt(at),
        ]);
        if (left) return;
        lines.value = compared(was, is);
        problem.value = undefined;
      } catch (error) {
        if (!left) problem.value = asProblem(error);
      }
    };
    const timer = setTimeout(() => void read(), restMs);
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, [events, at, before, lines, problem]);
  return (
    <Card title="What it was then">
      <Trouble problem={problem.value} />
      {lines.value === undefined && problem.value === undefined && <Waiting lines={6} />}
      {lines.value !== undefined && <Parts lines={lines.value} />}
    </Card>
  );
};
