import { further, oneAt } from '../chance.ts';
import { passing } from '../clockwork.ts';
import { asPrice, microPrice } from '../model/amounts.ts';
import { type Cast, type Customer, type Play, said } from '../play.ts';
import type { Answer } from '../stage.ts';
import { hold, movePrice, onGrid } from './market.ts';

/** What becomes of the price beside an alert: it passes there first, moves meanwhile, or comes to exactly there afterwards. */
const beside = (turn: number): 'first' | 'meanwhile' | 'afterwards' | 'nothing' => {
  if (turn < 0.25) return 'meanwhile';
  if (turn < 0.55) return 'first';
  return turn < 0.9 ? 'afterwards' : 'nothing';
};

/** Waits for a price, near the moment in which the price comes there or has been there. */
export const setAlert: Play = async (cast, customer, step) => {
  const { person, book } = customer;
  const { size, turn } = step;
  const threshold = onGrid(size);
  const price = cast.held.at(-1)?.price ?? threshold;
  const direction = threshold > price ? ('above' as const) : ('below' as const);
  const body = { direction, threshold: asPrice(threshold) };
  const moves = beside(turn);
  const passed = threshold > price ? threshold + 100_000n : threshold - 100_000n;
  if (moves === 'first') await hold(cast, passed);
  const other = further(turn, 89);
  const moved = { ...step, size: other, turn: further(other, 89) };
  const [answer] = await Promise.all([
    person.ask('POST', '/v1/price-alerts', { body }),
    ...(moves === 'meanwhile' ? [movePrice(cast, customer, moved)] : []),
  ]);
  if (answer.status !== 201) return said(answer);
  const { alertId, threshold: shown } = answer.body;
  if (microPrice(shown) !== threshold)
    cast.wrong.push(`an alert for ${body.threshold} waits for ${shown}`);
  const acknowledgedMs = cast.stage.timeline.now();
  book.alerts.set(alertId, { direction, threshold, acknowledgedMs, cancelled: false });
  if (moves === 'afterwards') {
    // In the same moment nobody could say which was first.
    await passing(cast.stage.timeline, 1);
    await hold(cast, threshold);
  }
  return `${direction} ${body.threshold}: ${said(answer)}`;
};

const cancel = ({ person }: Customer, alertId: string): Promise<Answer> =>
  person.ask('DELETE', `/v1/price-alerts/${alertId}`);

/** Somebody cancels what is another's: it is unknown to them. */
const cancelForeign = async (cast: Cast, customer: Customer, size: number): Promise<string> => {
  const others = cast.customers.filter((other) => other !== customer);
  const ids = others.flatMap(({ book }) => [...book.alerts.keys()]);
  const id = oneAt(ids, size);
  if (id === undefined) return 'nothing that is another’s';
  const answer = await cancel(customer, id);
  if (answer.status < 300) cast.wrong.push(`${customer.person.name} cancelled another’s alert`);
  return said(answer);
};

/** Does not want to hear of a price any more. */
export const cancelAlert: Play = async (cast, customer, { size, turn }) => {
  if (turn < 0.2) return cancelForeign(cast, customer, size);
  const { alerts } = customer.book;
  const latest = [...alerts].slice(-5);
  const [id, alert] = oneAt(latest, size) ?? [];
  if (id === undefined || alert === undefined) return 'nothing to cancel';
  const answer = await cancel(customer, id);
  if (answer.status === 200) alerts.set(id, { ...alert, cancelled: true });
  if (answer.status === 404) cast.wrong.push(`alert ${id} was acknowledged, and is unknown`);
  return said(answer);
};
