import { kinds, manners } from '../../../local/sandbox/market/sources.ts';
import { further, pick } from '../chance.ts';
import { passing } from '../clockwork.ts';
import { asPrice, microPrice } from '../model/amounts.ts';
import { type Cast, type Play, said } from '../play.ts';
import { wellSources } from './partners.ts';

const low = 118_000_000;
const range = 4_000_000;
const gridStep = 250_000n;

/** One of the prices that the market comes to again and again, and that alerts wait for. */
export const onGrid = (part: number): bigint =>
  BigInt(low) + BigInt(Math.floor(part * (range / Number(gridStep) + 1))) * gridStep;

/** From now on the market has a price. */
export const hold = async ({ stage, held }: Cast, price: bigint): Promise<string> => {
  held.push({ fromMs: stage.timeline.now(), price });
  const pricePerGram = asPrice(price);
  return `${pricePerGram}: ${said(await stage.control('PUT', '/_local/market', { pricePerGram }))}`;
};

/** The price moves by up to three percent, half of the time to where an alert may wait, and now and then twice at once. */
export const movePrice: Play = async (cast, _customer, { size, turn }) => {
  const price = turn < 0.5 ? onGrid(size) : BigInt(Math.floor(low + size * range));
  const moves = [hold(cast, price)];
  if (turn % 0.5 < 0.15) {
    await passing(cast.stage.timeline, 10);
    moves.push(hold(cast, onGrid(further(size, 97))));
  }
  return (await Promise.all(moves)).join(' and ');
};

/** The price stays where it is, so that what is read one after the other is of one price. */
export const standStill = async ({ stage, held }: Cast): Promise<void> => {
  if (held.length > 0) return;
  const { body } = await stage.control('GET', '/_local/market');
  held.push({ fromMs: stage.timeline.now(), price: microPrice(body.pricePerGram) });
  await stage.control('PUT', '/_local/market', { pricePerGram: body.pricePerGram });
};

export const setMarket =
  (open: boolean): Play =>
  async ({ stage }) =>
    said(await stage.control('PUT', '/_local/market/session', { open }));

/** The hour is full: what comes round by the hour is due. */
export const strikeHour: Play = async ({ stage }) => {
  stage.platform.cloud.events.fireSchedules(3_600_000);
  return 'all rates';
};

/** A price that is off is what two other sources have to outvote: it happens twice as often as any other manner. */
const likelyManners = manners.flatMap((manner) =>
  manner === 'outlier' ? [manner, manner] : [manner],
);

/** One source of prices says something else, or nothing; two are right, so the price is. */
export const changeSources: Play = async ({ stage }, _customer, { size, turn }) => {
  const [kind, manner] = [pick(kinds, turn), pick(likelyManners, size)];
  const { control } = stage;
  await control('PUT', '/_local/market/sources', { ...wellSources, [kind]: manner });
  return `${kind} ${manner}`;
};
