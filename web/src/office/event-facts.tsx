import type { AnswerOf } from '../api/client.ts';
import { inWords } from '../pages/transaction-text.ts';
import { flattened } from './flatten.ts';
import { Who } from './parts/links.tsx';

export type StoredEvent = AnswerOf<'GET /v1/admin/streams/{stream}'>['items'][number];

/** An event as it was written down, folded away under its name. */
export const EventFacts = ({
  name,
  event,
}: {
  readonly name: string;
  readonly event: StoredEvent;
}) => (
  <details class="event-facts">
    <summary>{name}</summary>
    <dl class="event-data">
      {flattened(event.eventData).map(([path, value]) => (
        <div key={path}>
          <dt>{inWords(path)}</dt>
          <dd class="number">{value}</dd>
        </div>
      ))}
      <div>
        <dt>Done by</dt>
        <dd>
          <Who id={event.userId} />
        </dd>
      </div>
      <div>
        <dt>Correlation</dt>
        <dd class="number">{event.correlationId}</dd>
      </div>
      <div>
        <dt>Caused by</dt>
        <dd class="number">{event.causationId}</dd>
      </div>
    </dl>
  </details>
);
