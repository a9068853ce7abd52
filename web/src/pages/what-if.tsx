import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { call } from '../api/client.ts';
import type { WhatIf as Outcome } from '../api/types.ts';
import { Chart, ChartCredit } from '../charts/chart.tsx';
import { platformNowMs } from '../live/clock.ts';
import { drawn, percentOf } from '../money/decimal.ts';
import { day, grams, money, rate, signedPercent } from '../money/format.ts';
import { useAction } from '../parts/action.ts';
import { Button, Card, Empty, Facts, Gain, Trouble } from '../parts/basics.tsx';
import { AmountField, amountIn, Field, Segments } from '../parts/fields.tsx';
import { Form } from '../parts/form.tsx';
import { PageTitle } from '../shell/shell.tsx';

const today = (): string => new Date(platformNowMs()).toISOString().slice(0, 10);
const tenYearsAgo = (): string => `${new Date().getUTCFullYear() - 10}-01-02`;
/** Where the history of prices begins. */
const firstDayKnown = async (): Promise<string> => {
  const parameters = { interval: '1d', limit: '1' } as const;
  const { items } = await call('GET /v1/market/prices', { parameters });
  return items[0]?.startsAt.slice(0, 10) ?? today();
};

const secondsOf = (date: string) => Date.parse(`${date}T00:00:00Z`) / 1_000;

const OutcomeView = ({ outcome }: { readonly outcome: Outcome }) => {
  const { currency, series, invested, value, gain, moneyWeightedReturn } = outcome;
  const percent = percentOf(gain, invested);
  return (
    <>
      <p class="worth-total number">{money(value, currency)}</p>
      <p class="worth-gain">
        <Gain
          amount={gain}
          currency={currency}
          percent={percent === undefined ? undefined : signedPercent(percent)}
        />
      </p>
      <Chart
        // Another question is another chart, which shows all of its time.
        key={`${outcome.from} ${series.length}`}
        tall
        drawing={{
          kind: 'area',
          points: series.map((point) => ({ at: secondsOf(point.day), value: drawn(point.value) })),
          beside: series.map((point) => ({
            at: secondsOf(point.day),
            value: drawn(point.invested),
          })),
        }}
        says={`The value over time, ending at ${money(value, currency)} for ${money(invested, currency)} invested.`}
      />
      <Facts
        facts={[
          ['Invested', money(invested, currency)],
          ['Gold', grams(outcome.grams)],
          ...(moneyWeightedReturn === null
            ? []
            : [['Return a year', rate(moneyWeightedReturn)] as const]),
        ]}
      />
      <ChartCredit />
    </>
  );
};

const plans = [
  ['monthly', 'Every month'],
  ['once', 'Once'],
] as const;

/** A plan as it is being made, and what it would have come to. */
const usePlan = () => {
  const plan = useSignal<'once' | 'monthly'>('monthly');
  const typed = useSignal('100');
  const since = useSignal(tenYearsAgo());
  const tried = useSignal(false);
  const outcome = useSignal<Outcome | undefined>(undefined);
  const firstDay = useSignal('');
  const action = useAction();
  const read = amountIn(typed.value, 2);
  const wrongDay =
    since.value === '' || since.value > today() || since.value < firstDay.value
      ? 'A day in the past, of which prices are known.'
      : undefined;
  const ask = async () => {
    if (!('amount' in read)) return;
    const { amount } = read;
    const invest =
      plan.value === 'once' ? { amount, on: since.value } : { amount, monthlyFrom: since.value };
    outcome.value = await call('POST /v1/portfolio/what-if', { body: { invest } });
  };
  // The page opens with an example, not with an empty frame.
  useEffect(() => {
    void action.run(async () => {
      firstDay.value = await firstDayKnown();
      if (firstDay.value > since.value) since.value = firstDay.value;
      await ask();
    });
  }, []);
  return { plan, typed, since, tried, outcome, firstDay, action, read, wrongDay, ask };
};

const PlanForm = ({ made }: { readonly made: ReturnType<typeof usePlan> }) => {
  const { plan, typed, since, tried, firstDay, action, read, wrongDay, ask } = made;
  const once = plan.value === 'once';
  return (
    <Form
      tried={tried}
      send={() => {
        if ('amount' in read && wrongDay === undefined) void action.run(ask);
      }}
    >
      <Segments label="How to invest" value={plan} options={plans} />
      <AmountField
        label={once ? 'How much' : 'How much a month'}
        value={typed}
        decimals={2}
        show={money}
        unit="EUR"
        wrong={tried.value && 'wrong' in read ? read.wrong : undefined}
      />
      <Field
        label={once ? 'On' : 'Beginning'}
        type="date"
        value={since}
        min={firstDay.value}
        max={today()}
        wrong={tried.value ? wrongDay : undefined}
      />
      <Trouble problem={action.problem.value} />
      <Button type="submit" kind="main" busy={action.busy.value}>
        Show me
      </Button>
    </Form>
  );
};

/** What an investment in the past would be worth now, on real prices. */
export const WhatIf = () => {
  const made = usePlan();
  const outcome = made.outcome.value;
  return (
    <>
      <PageTitle
        title="What if"
        lead="What would it be worth, had you begun earlier? On the real prices of then."
      />
      <div class="columns">
        <div class="column-side">
          <Card title="Your plan">
            <PlanForm made={made} />
          </Card>
        </div>
        <div class="column-wide">
          <Card title={outcome === undefined ? 'Outcome' : `Worth today, ${day(today())}`}>
            {outcome === undefined ? (
              <Empty icon="whatIf" title="Make a plan, and see" />
            ) : (
              <OutcomeView outcome={outcome} />
            )}
          </Card>
        </div>
      </div>
    </>
  );
};
