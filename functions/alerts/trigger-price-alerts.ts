import { type Alert, alert } from '../../domain/alerts/alert.ts';
import type { MarketPriceUpdated } from '../../domain/market/events.ts';
import { inParts } from '../../domain/shared/parts.ts';
import { priceFromWire } from '../../domain/shared/price.ts';
import { Refusal } from '../../domain/shared/refusal.ts';
import { derivedEvent, publishDerived } from '../shared/derived-events.ts';
import { metric } from '../shared/log.ts';
import { causeFrom, consumer, type Published } from '../shared/messages.ts';
import { execute } from '../shared/store/execute.ts';
import { derivedId } from '../shared/uuid.ts';
import { alertStream } from './alert-answers.ts';
import { type Move, passedBy, waitNoMore } from './thresholds.ts';

const pageSize = 100;
const atOnce = 10;
/** What one delivery fires before it hands on: a few seconds of its twenty. */
const pagesMax = 20;

/** A price that moved, and how far its alerts have been dealt with. A type, so that it is a record of JSON. */
type Sweep = Pick<
  MarketPriceUpdated['data'],
  'priceId' | 'currency' | 'previousPricePerGram' | 'goldPricePerGram' | 'updatedAt'
> & {
  /** The price's own event, of which all that fires is a consequence. */
  readonly tickId: string;
  /** The last place among the thresholds that is done. */
  readonly after?: string | undefined;
};

const sweepOf = ({ eventType, eventId, eventData }: Published): Sweep => {
  if (eventType === 'PriceAlertsDue') return eventData as Sweep;
  const data = eventData as MarketPriceUpdated['data'];
  const { priceId, currency, previousPricePerGram, goldPricePerGram, updatedAt } = data;
  return {
    priceId,
    currency,
    goldPricePerGram,
    updatedAt,
    tickId: eventId,
    ...(previousPricePerGram === undefined ? {} : { previousPricePerGram }),
  };
};

/** The way that the price went; undefined where it stood, and for the first price of all. */
const moveOf = ({ currency, previousPricePerGram, goldPricePerGram }: Sweep): Move | undefined =>
  previousPricePerGram === undefined || previousPricePerGram === goldPricePerGram
    ? undefined
    : {
        currency,
        previousPrice: priceFromWire(previousPricePerGram),
        price: priceFromWire(goldPricePerGram),
      };

/** An alert that fired or was cancelled meanwhile, or was set after the price, needs nothing more. */
const needsNothing = (error: unknown): boolean =>
  error instanceof Refusal &&
  ['alert.not-active', 'alert.unknown', 'alert.later-than-price'].includes(error.code);

/** Fires an alert, and answers whether it did. */
const fire = async (
  event: Published,
  alertId: string,
  { tickId, priceId, updatedAt }: Sweep,
  { previousPrice, price }: Move,
): Promise<boolean> => {
  const cause = causeFrom(event, 'trigger-price-alerts');
  const { at } = cause;
  let waiting: Alert = alert.initialState;
  try {
    const { repeated } = await execute({
      // One price fires many alerts: each is a command of its own, the same in every delivery.
      cause: { ...cause, causationId: tickId, commandId: derivedId(tickId, 'trigger', alertId) },
      participants: [
        {
          folding: alert,
          stream: alertStream(alertId),
          decide: (state: Alert) => {
            waiting = state;
            return alert.decide(
              { type: 'TriggerAlert', previousPrice, price, priceId, pricedAt: updatedAt, at },
              state,
            );
          },
        },
      ],
      guards: () => [waitNoMore(waiting)],
    });
    return !repeated;
  } catch (error) {
    if (needsNothing(error)) return false;
    throw error;
  }
};

const fireAll = async (
  event: Published,
  alertIds: readonly string[],
  sweep: Sweep,
  move: Move,
): Promise<void> => {
  let fired = 0;
  for (const some of inParts(alertIds, atOnce)) {
    const results = await Promise.all(some.map((alertId) => fire(event, alertId, sweep, move)));
    fired += results.filter((one) => one).length;
  }
  if (fired > 0) metric('AlertsTriggered', fired);
};

const handOn = (event: Published, sweep: Sweep): Promise<void> =>
  publishDerived([derivedEvent(event, 'PriceAlertsDue', sweep)]);

const trigger = async (event: Published): Promise<void> => {
  const sweep = sweepOf(event);
  const move = moveOf(sweep);
  if (move === undefined) return;
  let after = sweep.after;
  for (let page = 0; page < pagesMax; page++) {
    const { alertIds, last } = await passedBy(move, pageSize, after);
    await fireAll(event, alertIds, sweep, move);
    if (last === undefined) return;
    after = last;
  }
  await handOn(event, { ...sweep, after });
};

/**
 * Fires the alerts that a price passed: some pages, and then a message to go on behind them. Every recorded price names
 * the one before it, so the moves join without a gap, whatever is skipped, repeated or late.
 */
export const handler = consumer('trigger-price-alerts', trigger);
