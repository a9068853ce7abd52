import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { type AnswerOf, call } from '../api/client.ts';
import type { Transaction } from '../live/state.ts';
import { dayAndTime, grams, money, pricePerGram, timeOfDay } from '../money/format.ts';
import { useAction } from '../parts/action.ts';
import { Card, Facts, Trouble, Waiting } from '../parts/basics.tsx';
import { PageTitle } from '../shell/shell.tsx';
import { Status } from './transaction-list.tsx';
import { inWords, nameOf } from './transaction-text.ts';

type Fact = readonly [name: string, value: ComponentChildren];
type EventShown = AnswerOf<'GET /v1/transactions/{id}/events'>['items'][number];

const factsOf = (transaction: Transaction): readonly Fact[] => {
  const { currency, grams: weight, pricePerGram: at, fee } = transaction;
  const { confirmationNumber, certificateNumbers, bankReference } = transaction;
  const known: readonly (readonly [string, string | undefined])[] = [
    ['Amount', money(transaction.amount, currency)],
    ['Gold', weight && grams(weight)],
    ['Price', at && `${pricePerGram(at, currency)} / g`],
    ['Fee', fee && money(fee, currency)],
    ['When', dayAndTime(transaction.occurredAt)],
    ['Confirmation', confirmationNumber],
    ['Certificate', certificateNumbers?.join(', ')],
    ['Bank reference', bankReference],
  ];
  return [
    ['Status', <Status key="status" status={transaction.status} />],
    ...known.filter((fact): fact is readonly [string, string] => fact[1] !== undefined),
  ];
};

const shownValue = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value);

/** One event as it was written down. */
const EventView = ({ event }: { readonly event: EventShown }) => (
  <li class="event">
    <details>
      <summary>
        <span class="event-number number">{event.sequenceNumber}</span>
        <span class="event-name">{inWords(event.eventType)}</span>
        <time class="soft number">{timeOfDay(event.timestamp)}</time>
      </summary>
      <dl class="event-data">
        {Object.entries(event.eventData).map(([name, value]) => (
          <div key={name}>
            <dt>{inWords(name)}</dt>
            <dd class="number">{shownValue(value)}</dd>
          </div>
        ))}
      </dl>
    </details>
  </li>
);

/** One transaction, and which events make it up. */
export const TransactionPage = ({ id }: { readonly id: string }) => {
  const transaction = useSignal<Transaction | undefined>(undefined);
  const events = useSignal<readonly EventShown[] | undefined>(undefined);
  const { problem, run } = useAction();
  useEffect(() => {
    void run(async () => {
      const parameters = { id };
      const [one, made] = await Promise.all([
        call('GET /v1/transactions/{id}', { parameters }),
        call('GET /v1/transactions/{id}/events', { parameters }),
      ]);
      transaction.value = one;
      events.value = made.items;
    });
  }, [id, run, transaction, events]);
  const shown = transaction.value;
  return (
    <>
      <p class="back">
        <a href="/history">← History</a>
      </p>
      <PageTitle title={shown === undefined ? 'Transaction' : nameOf(shown)} />
      <Trouble problem={problem.value} />
      {problem.value === undefined && (
        <div class="columns columns-even">
          <Card title="What it is">
            {shown === undefined ? <Waiting lines={5} /> : <Facts facts={factsOf(shown)} />}
          </Card>
          <Card title="Which events make this up">
            {events.value === undefined ? (
              <Waiting lines={5} />
            ) : (
              <ol class="events">
                {events.value.map((event) => (
                  <EventView key={event.eventId} event={event} />
                ))}
              </ol>
            )}
            <p class="soft">
              Events are written once and never changed; each carries the hash of the one before.
            </p>
          </Card>
        </div>
      )}
    </>
  );
};
