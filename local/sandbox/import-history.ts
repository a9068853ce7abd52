import type { World } from '../kernel/world.ts';
import { type ApiCall, expectStatus, logIn } from './api-call.ts';
import { euroPerDollarText } from './market/ounce.ts';
import { createSettings } from './settings.ts';

export interface HistoryOptions {
  readonly world: World;
  readonly api: ApiCall;
  /** Lines of a date and US dollars per troy ounce, a thousand at most. */
  readonly csv: string;
}

const doneSetting = 'market.history';
const lookEveryMs = 20;
const looksMax = 500;

interface Imported {
  readonly from: string;
  readonly to: string;
  readonly prices: number;
}

/** How much of what was imported can be read by now. */
const countOf = async (api: ApiCall, { from, to }: Imported): Promise<number> => {
  const query = `interval=1d&limit=1000&from=${from}T00:00:00Z&to=${to}T00:00:00Z`;
  const path = `/v1/market/prices?${query}`;
  const { body } = await api({ method: 'GET', path, headers: {}, body: '' });
  return (JSON.parse(body) as { readonly items: readonly unknown[] }).items.length;
};

/**
 * Gives a world its price history, through the public API as operations would, and waits until it can be read: whoever
 * asks "what if" first would be told of half of it for minutes. Does nothing in a world that has it.
 */
export const importHistory = async ({ world, api, csv }: HistoryOptions): Promise<void> => {
  const { storage, timeline } = world;
  const settings = createSettings(storage);
  if (settings.get(doneSetting) === true) return;
  const answer = await api({
    method: 'POST',
    path: `/v1/admin/market/history?currency=EUR&rate=${euroPerDollarText}`,
    headers: { 'content-type': 'text/csv', ...(await logIn(api, 'operator@assay.test')) },
    body: csv,
  });
  expectStatus(answer, 'Importing the price history', [200]);
  const imported = JSON.parse(answer.body) as Imported;
  for (let look = 0; look < looksMax; look++) {
    if ((await countOf(api, imported)) >= imported.prices) break;
    await new Promise<void>((resolve) => {
      timeline.after(lookEveryMs, resolve);
    });
  }
  settings.set(doneSetting, true);
  await storage.durable();
};
