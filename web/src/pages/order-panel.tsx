import { type Signal, useComputed, useSignal, useSignalEffect } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { call } from '../api/client.ts';
import { asProblem } from '../api/problem.ts';
import type { Quote } from '../api/types.ts';
import { caughtUp } from '../live/live.ts';
import { holdings, price, wallet } from '../live/state.ts';
import { grams, money, pricePerGram, typedAs } from '../money/format.ts';
import { useAction, useIntent } from '../parts/action.ts';
import { Button, Card, Facts, Trouble } from '../parts/basics.tsx';
import { AmountField, amountIn, Segments } from '../parts/fields.tsx';
import { Form } from '../parts/form.tsx';
import { say } from '../parts/toast.tsx';
import { createQuoting, isStale, type Quantity, type Quoting, type Side } from './order.ts';

type Unit = 'amount' | 'grams';

/** As many as can be traded, in the field's unit: money to the cent, gold to its step of 0.0001 g. */
const decimalsOf = { amount: 2, grams: 4 } as const;
const quoteSeconds = 60;

const sides = [
  ['buy', 'Buy'],
  ['sell', 'Sell'],
] as const;
const units = [
  ['amount', 'EUR'],
  ['grams', 'grams'],
] as const;

const describe = ({ side, grams: weight, total, currency }: Quote): string =>
  side === 'buy'
    ? `Buy ${grams(weight)} for ${money(total, currency)}`
    : `Sell ${grams(weight)} for ${money(total, currency)}`;

/** The terms, and how long they hold. */
const QuoteView = ({ quoting }: { readonly quoting: Quoting }) => {
  const quote = quoting.quote.value;
  if (quote === undefined) return null;
  // A page's clock may be half a second behind.
  const left = Math.min(quoteSeconds, quoting.secondsLeft.value);
  return (
    <div class="quote">
      <Facts
        facts={[
          ['Gold', grams(quote.grams)],
          ['Price', `${pricePerGram(quote.pricePerGram, quote.currency)} / g`],
          ['Fee', money(quote.fee, quote.currency)],
          [
            quote.side === 'buy' ? 'You pay' : 'You get',
            <strong key="total">{money(quote.total, quote.currency)}</strong>,
          ],
        ]}
      />
      <p class="countdown">
        <progress max={quoteSeconds} value={left} aria-label="Time left of this price" />
        <span class="number">This price holds for {left} s</span>
      </p>
    </div>
  );
};

/** Everything there is: the cash when buying, the gold when selling. */
const allOf = (side: Side, unit: Unit): string | undefined => {
  if (side === 'buy') return unit === 'amount' ? wallet.value?.available : undefined;
  return unit === 'grams' ? holdings.value?.grams : undefined;
};

const Available = ({
  side,
  unit,
  typed,
}: {
  readonly side: Side;
  readonly unit: Unit;
  readonly typed: Signal<string>;
}) => {
  const all = allOf(side, unit);
  const has =
    side === 'buy'
      ? wallet.value && `${money(wallet.value.available)} available`
      : holdings.value && `${grams(holdings.value.grams)} held`;
  return (
    <span class="available">
      <span class="number">{has ?? '…'}</span>
      {all !== undefined && (
        <button
          type="button"
          class="link"
          onClick={() => {
            typed.value = typedAs(all.replace(/(\.\d{4})\d+$/, '$1'));
          }}
        >
          Use all
        </button>
      )}
    </span>
  );
};

const trade = async (quote: Quote, idempotencyKey: string): Promise<string> => {
  const body = { quote };
  if (quote.side === 'buy') {
    const made = await call('POST /v1/purchases', { body, idempotencyKey });
    return `You bought ${grams(made.grams)} for ${money(made.totalCost, made.currency)}.`;
  }
  const made = await call('POST /v1/sales', { body, idempotencyKey });
  return `You sold ${grams(made.grams)} for ${money(made.proceeds, made.currency)}.`;
};

/** An order as it is being made: what is typed, the quote that follows it, and what placing it came to. */
const useOrder = () => {
  const side = useSignal<Side>('buy');
  const unit = useSignal<Unit>('amount');
  const typed = useSignal('');
  const tried = useSignal(false);
  const action = useAction();
  const intent = useIntent();
  const quoting = useMemo(createQuoting, []);
  const read = useComputed(() => amountIn(typed.value, decimalsOf[unit.value]));
  // As text, so that typing "1.0" after "1" asks for nothing new.
  const quantity = useComputed(() =>
    'amount' in read.value ? JSON.stringify({ [unit.value]: read.value.amount }) : 'null',
  );
  const follow = () => {
    const asked = JSON.parse(quantity.value) as Quantity | null;
    quoting.follow(side.value, asked ?? undefined);
  };
  useSignalEffect(follow);
  useEffect(() => quoting.stop, [quoting]);
  const place = async () => {
    const quote = quoting.quote.peek();
    if (quote === undefined) return;
    const before = wallet.peek()?.version;
    try {
      say(await trade(quote, intent.keyFor(quote)));
    } catch (error) {
      // A quote that was refused will be refused again.
      if (isStale(asProblem(error))) follow();
      throw error;
    }
    intent.done();
    typed.value = '';
    tried.value = false;
    void caughtUp(before);
  };
  return { side, unit, typed, tried, read, action, quoting, place };
};

type Order = ReturnType<typeof useOrder>;

/** What is wrong with the quantity: by its form, or as the API says of it. */
const wrongWith = ({ unit, tried, read, quoting }: Order): string | undefined => {
  const refused = quoting.problem.value;
  if (refused?.status === 422 || refused?.status === 400)
    return refused.fields.get(unit.value) ?? refused.message;
  return tried.value && 'wrong' in read.value ? read.value.wrong : undefined;
};

const Troubles = ({ action, quoting }: Order) => {
  const { problem } = action;
  const refused = quoting.problem.value;
  if (isStale(problem.value) && quoting.quote.value !== undefined)
    return (
      <p class="notice" role="alert">
        The price had moved on. Nothing was done; here is the new one.
      </p>
    );
  const unsaid = refused?.status === 422 || refused?.status === 400 ? undefined : refused;
  return <Trouble problem={problem.value ?? unsaid} />;
};

const OrderForm = ({ order }: { readonly order: Order }) => {
  const { side, unit, typed, tried, action, quoting } = order;
  const buying = side.value === 'buy';
  const byAmount = unit.value === 'amount';
  const quote = quoting.quote.value;
  return (
    <Form
      tried={tried}
      send={() => {
        if (quote !== undefined) void action.run(order.place);
      }}
    >
      <AmountField
        label={buying ? 'How much to buy' : 'How much to sell'}
        value={typed}
        decimals={decimalsOf[unit.value]}
        show={byAmount ? (decimal) => money(decimal) : grams}
        unit={<Segments label="By money or by weight" value={unit} options={units} />}
        hint={<Available side={side.value} unit={unit.value} typed={typed} />}
        wrong={wrongWith(order)}
      />
      <QuoteView quoting={quoting} />
      <Troubles {...order} />
      {price.value?.session === 'closed' && (
        <p class="notice">The market is closed. Orders can be placed when it opens.</p>
      )}
      <Button type="submit" kind="main" busy={action.busy.value}>
        {quote === undefined ? (buying ? 'Buy gold' : 'Sell gold') : describe(quote)}
      </Button>
    </Form>
  );
};

/** Buying and selling, by weight or by money, at a quoted price that counts down. */
export const OrderPanel = () => {
  const order = useOrder();
  return (
    <Card title="Buy or sell" class="order">
      <Segments label="Buy or sell" value={order.side} options={sides} />
      <OrderForm order={order} />
    </Card>
  );
};
