import { useSignal } from '@preact/signals';
import { call } from '../api/client.ts';
import type { PriceAlert } from '../api/types.ts';
import { heard, price } from '../live/state.ts';
import { pricePerGram } from '../money/format.ts';
import { useAction } from '../parts/action.ts';
import { Button, Card, Empty, Trouble, Waiting } from '../parts/basics.tsx';
import { AmountField, amountIn, Segments } from '../parts/fields.tsx';
import { Form } from '../parts/form.tsx';
import { Icon } from '../parts/icon.tsx';
import { useLoaded } from '../parts/loaded.ts';
import { say } from '../parts/toast.tsx';
import { PageTitle } from '../shell/shell.tsx';
import { Status } from './transaction-list.tsx';

type Direction = PriceAlert['direction'];
const followEveryMs = 5_000;

const loadAlerts = async (): Promise<readonly PriceAlert[]> =>
  (await call('GET /v1/price-alerts')).items;

const inWordsOf = ({ direction, threshold, currency }: PriceAlert): string =>
  `${direction === 'above' ? 'At or above' : 'At or below'} ${pricePerGram(threshold, currency)} / g`;

const NewAlert = ({ onDone }: { readonly onDone: () => Promise<void> }) => {
  const direction = useSignal<Direction>('above');
  const typed = useSignal('');
  const tried = useSignal(false);
  const { busy, problem, run } = useAction();
  const read = amountIn(typed.value, 2);
  const create = async () => {
    if (!('amount' in read)) return;
    await call('POST /v1/price-alerts', {
      body: { direction: direction.value, threshold: read.amount },
    });
    say('We tell you when the price is there.');
    typed.value = '';
    tried.value = false;
    await onDone();
  };
  const now = price.value;
  return (
    <Form
      tried={tried}
      send={() => {
        if ('amount' in read) void run(create);
      }}
    >
      <Segments
        label="When the price is"
        value={direction}
        options={[
          ['above', 'Rises to'],
          ['below', 'Falls to'],
        ]}
      />
      <AmountField
        label="Price per gram"
        value={typed}
        decimals={2}
        show={(decimal) => pricePerGram(decimal)}
        unit="EUR / g"
        hint={now === undefined ? undefined : `Now ${pricePerGram(now.spot, now.currency)}`}
        wrong={tried.value && 'wrong' in read ? read.wrong : problem.value?.fields.get('threshold')}
      />
      <Trouble problem={problem.value?.fields.size === 0 ? problem.value : undefined} />
      <Button type="submit" kind="main" busy={busy.value}>
        Tell me
      </Button>
    </Form>
  );
};

const AlertRow = ({
  alert,
  onChange,
}: {
  readonly alert: PriceAlert;
  readonly onChange: () => Promise<void>;
}) => {
  const { busy, problem, run } = useAction();
  const cancel = async () => {
    await call('DELETE /v1/price-alerts/{id}', { parameters: { id: alert.alertId } });
    await onChange();
    say('Alert cancelled.');
  };
  return (
    <li class="row">
      <span class="row-icon">
        <Icon name="alerts" />
      </span>
      <span class="row-main">
        <span class="row-title number">{inWordsOf(alert)}</span>
        <Trouble problem={problem.value} />
      </span>
      <Status status={alert.status} />
      {alert.status === 'active' && (
        <button
          type="button"
          class="icon-button"
          aria-label={`Cancel the alert ${inWordsOf(alert)}`}
          disabled={busy.value}
          onClick={() => void run(cancel)}
        >
          <Icon name="close" />
        </button>
      )}
    </li>
  );
};

export const Alerts = () => {
  const { value, problem, again } = useLoaded(loadAlerts, {
    everyMs: followEveryMs,
    news: heard.notification,
  });
  return (
    <>
      <PageTitle title="Price alerts" lead="Each tells you once, when the price is there." />
      <div class="columns">
        <div class="column-wide">
          <Card title="Your alerts">
            <Trouble problem={problem.value} />
            {value.value === undefined && problem.value === undefined && <Waiting />}
            {value.value?.length === 0 && <Empty icon="alerts" title="No alert yet" />}
            <ul class="rows">
              {value.value?.map((alert) => (
                <AlertRow key={alert.alertId} alert={alert} onChange={again} />
              ))}
            </ul>
          </Card>
        </div>
        <div class="column-side">
          <Card title="New alert">
            <NewAlert onDone={again} />
          </Card>
        </div>
      </div>
    </>
  );
};
