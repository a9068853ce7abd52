import { useSignal, useSignalEffect } from '@preact/signals';
import { useId } from 'preact/hooks';
import { inWords } from '../pages/transaction-text.ts';
import { useAction } from '../parts/action.ts';
import { Button, Card, Empty, Trouble, Waiting } from '../parts/basics.tsx';
import { EventFacts } from './event-facts.tsx';
import { StateView } from './state-view.tsx';
import { type Moment, type StreamEvents, useStream } from './stream-events.ts';
import { exactTime } from './words.ts';

const Chain = ({ events }: { readonly events: StreamEvents }) => {
  const head = events.head.value;
  if (head === undefined) return null;
  const { chain, version } = head;
  return chain.intact ? (
    <span class="status status-good">Chain whole to {version}</span>
  ) : (
    <span class="status status-bad">
      Chain broken at {chain.version}
      {chain.reason !== undefined && ` (${chain.reason})`}
    </span>
  );
};

const saidOf = ({ at, events }: Moment): string =>
  `${events.map(({ eventType }) => inWords(eventType)).join(', ')}, ${exactTime(at)}`;

/** Moves through the moments of a stream: by hand, by arrow keys, or step by step. */
const Slider = ({
  moments,
  position,
  onMove,
}: {
  readonly moments: readonly Moment[];
  readonly position: number;
  readonly onMove: (position: number) => void;
}) => {
  const id = useId();
  const moment = moments[position];
  const last = moments.length - 1;
  return (
    <div class="slider">
      <label for={id}>Moment</label>
      <div class="slider-line">
        <Button small disabled={position === 0} onClick={() => onMove(position - 1)}>
          Before
        </Button>
        <input
          id={id}
          type="range"
          min={0}
          max={last}
          value={position}
          disabled={last === 0}
          aria-valuetext={moment && saidOf(moment)}
          onInput={(event) => onMove(Number(event.currentTarget.value))}
        />
        <Button small disabled={position === last} onClick={() => onMove(position + 1)}>
          After
        </Button>
      </div>
      {moment !== undefined && (
        <p class="slider-said number" aria-hidden="true">
          <strong>{position + 1}</strong> of {moments.length} · {exactTime(moment.at)}
        </p>
      )}
    </div>
  );
};

const EventList = ({
  events,
  position,
  onMove,
}: {
  readonly events: StreamEvents;
  readonly position: number;
  readonly onMove: (position: number) => void;
}) => {
  const { busy, run } = useAction();
  return (
    <Card title="Events" aside={<Chain events={events} />}>
      <ol class="moments">
        {events.moments.value.map(({ at, events: made }, index) => (
          <li
            key={at}
            class={index === position ? 'moment moment-now' : 'moment'}
            aria-current={index === position ? 'step' : undefined}
          >
            <button type="button" class="moment-time number" onClick={() => onMove(index)}>
              {exactTime(at)}
            </button>
            {made.map((event) => (
              <div class="moment-event" key={event.eventId}>
                <span class="event-number number">{event.sequenceNumber}</span>
                <EventFacts name={inWords(event.eventType)} event={event} />
              </div>
            ))}
          </li>
        ))}
      </ol>
      {events.hasMore.value && (
        <Button busy={busy.value} onClick={() => void run(events.more)}>
          Read the next ones
        </Button>
      )}
    </Card>
  );
};

/** One stream: a slider over its moments, its state at each, and its events. */
export const StreamView = ({ stream }: { readonly stream: string }) => {
  const events = useStream(stream);
  /** Undefined follows the newest. */
  const chosen = useSignal<number | undefined>(undefined);
  const last = events.moments.value.length - 1;
  const position = Math.min(chosen.value ?? last, last);
  useSignalEffect(() => {
    if (chosen.value === events.moments.value.length - 1 && !events.hasMore.value)
      chosen.value = undefined;
  });
  const move = (to: number) => {
    chosen.value = Math.max(0, Math.min(to, last));
  };
  if (last < 0)
    return (
      <Card>
        {events.problem.value === undefined ? (
          <Waiting lines={6} />
        ) : (
          <Empty icon="history" title="No such stream">
            <p>{events.problem.value.message}</p>
          </Empty>
        )}
      </Card>
    );
  return (
    <>
      <Trouble problem={events.problem.value} />
      <Card class="slider-card">
        <Slider moments={events.moments.value} position={position} onMove={move} />
      </Card>
      <div class="columns columns-even below">
        <StateView events={events} position={position} />
        <EventList events={events} position={position} onMove={move} />
      </div>
    </>
  );
};
