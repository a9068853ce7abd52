import { type Alert, alert } from '../../domain/alerts/alert.ts';
import type { MarketPriceUpdated } from '../../domain/market/events.ts';
import { priceFromWire } from '../../domain/shared/price.ts';
import { Refusal } from '../../domain/shared/refusal.ts';
import { metric } from '../shared/log.ts';
import { causeFrom, consumer, type Published } from '../shared/messages.ts';
import { execute } from '../shared/store/execute.ts';
import { derivedId } from '../shared/uuid.ts';
import { alertStream } from './alert-answers.ts';
import { type Move, passedBy, waitNoMore } from './thresholds.ts';

const pageSize = 100;
const atOnce = 10;
/** What one delivery fires at most: the rest goes on with the next one, which finds only what still waits. */
const firedMax = 2_000;

/** An alert that fired or was cancelled meanwhile needs nothing more. */
const isOver = (error: unknown): boolean =>
  error instanceof Refusal && ['alert.not-active', 'alert.unknown'].includes(error.code);

const fire = async (
  event: Published,
  alertId: string,
  { previousPrice, price }: Move,
  priceId: string,
): Promise<void> => {
  const cause = causeFrom(event, 'trigger-price-alerts');
  let waiting: Alert = alert.initialState;
  try {
    await execute({
      // One price fires many alerts: each is a command of its own.
      cause: { ...cause, commandId: derivedId(cause.commandId, alertId) },
      participants: [
        {
          folding: alert,
          stream: alertStream(alertId),
          decide: (state: Alert) => {
            waiting = state;
            const { at } = cause;
            return alert.decide({ type: 'TriggerAlert', previousPrice, price, priceId, at }, state);
          },
        },
      ],
      guards: () => [waitNoMore(waiting)],
    });
  } catch (error) {
    if (!isOver(error)) throw error;
  }
};

const trigger = async (event: Published): Promise<void> => {
  const data = event.eventData as MarketPriceUpdated['data'];
  const { previousPricePerGram, goldPricePerGram, currency, priceId } = data;
  if (previousPricePerGram === undefined || previousPricePerGram === goldPricePerGram) return;
  const move: Move = {
    currency,
    previousPrice: priceFromWire(previousPricePerGram),
    price: priceFromWire(goldPricePerGram),
  };
  for (let fired = 0; ; ) {
    const page = await passedBy(move, pageSize);
    if (page.length === 0) return;
    if (fired >= firedMax) throw new Error('more alerts than one delivery fires');
    for (let from = 0; from < page.length; from += atOnce)
      await Promise.all(
        page.slice(from, from + atOnce).map((alertId) => fire(event, alertId, move, priceId)),
      );
    fired += page.length;
    metric('AlertsTriggered', page.length);
  }
};

/**
 * Fires the alerts that a price passed. Every recorded price names the one before it, so the moves join without a gap,
 * whatever is skipped, repeated or late.
 */
export const handler = consumer('trigger-price-alerts', trigger);
