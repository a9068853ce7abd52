import type { Mutant } from './mutant.ts';

/** Mistakes in what people are told and shown. */
export const inWhatIsTold: readonly Mutant[] = [
  {
    name: 'an alert that is reached exactly does not fire',
    file: 'functions/alerts/thresholds.ts',
    find: 'low: previousPrice + 1n, high: price }',
    replace: 'low: previousPrice + 1n, high: price > previousPrice + 1n ? price - 1n : price }',
  },
  {
    name: 'an alert fires for a price that was there before it',
    file: 'domain/alerts/alert.ts',
    find: 'if (isEarlier(pricedAt, state))',
    replace: "if (state.alertId === '' && isEarlier(pricedAt, state))",
  },
  {
    name: 'an alert that is cancelled waits on',
    file: 'functions/alerts/cancel-price-alert.ts',
    find: 'guards: () => [waitNoMore(cancelled)],',
    replace: 'guards: () => [waitNoMore(cancelled)].slice(1),',
  },
  {
    name: 'customers sell at the price at which they buy',
    file: 'domain/trading/order.ts',
    find: "(side === 'buy' ? askOf : bidOf)",
    replace: "(side === 'buy' || side === 'sell' ? askOf : bidOf)",
  },
  {
    name: 'a candle forgets how high it was',
    file: 'domain/market/candles.ts',
    find: 'high: greater(pricePerGram, candle.high),',
    replace: 'high: greater(pricePerGram, candle.low),',
  },
  {
    name: 'a poll that was overtaken is recorded',
    file: 'domain/market/market.ts',
    find: 'if (isOvertaken(market, at) || isUnchanged(market, pricePerGram, at)) return [];',
    replace:
      "if (isUnchanged(market, pricePerGram, at)) return []; if (at === '' && isOvertaken(market, at)) return [];",
  },
  {
    name: 'gold out of a pool comes without a word',
    file: 'domain/notifications/of-wallets.ts',
    find: '    settlement &&\n',
    replace: "    settlement && settlement.poolId !== '' ? undefined :\n",
  },
  {
    name: 'each delivery tells anew',
    file: 'functions/notifications/notification-rows.ts',
    find: "derivedId(eventId, 'notice', userId);",
    replace: "derivedId(eventId, 'notice', userId, String(Date.now()));",
  },
  {
    name: 'mails go out whatever people wish',
    file: 'functions/notifications/notify.ts',
    find: "email: security || channels.includes('email'),",
    replace: "email: security || channels.includes('email') || channels.length < 2,",
  },
  {
    name: 'gold is worth what it costs',
    file: 'functions/portfolio/holding.ts',
    find: '...valuationOf(state, bidPerGram),',
    replace: '...valuationOf(state, spotPerGram),',
  },
  {
    name: 'what is kept of everybody’s gold is its worth at the spot price',
    file: 'functions/portfolio/valuation-rows.ts',
    find: 'const bid = bidOf(spotPerGram);',
    replace: 'const bid = spotPerGram;',
  },
  {
    name: 'a statement knows of no money that is set aside',
    file: 'functions/statements/statement-json.ts',
    find: 'reserved: money(held.reserved),',
    replace: 'reserved: money(held.reserved - held.reserved),',
  },
];
