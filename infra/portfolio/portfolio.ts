import { Construct } from 'constructs';
import type { Parts } from '../shared/context.ts';
import { endpoint } from '../shared/endpoint.ts';
import { Valuations } from './valuations.ts';

/** What a customer's gold is worth, was worth, and has gained. */
export class Portfolio extends Construct {
  constructor(scope: Construct, parts: Parts) {
    super(scope, 'Portfolio');
    const { platform, data } = parts;
    const { tables } = data;
    new Valuations(this, parts);
    const read = { throttle: 'read' } as const;
    const { currency, marketSession } = platform.config;
    const events = tables.events.may('Query');
    const prices = tables.marketPrices;
    const latest = { env: { currency, marketSession } };
    endpoint(
      this,
      platform,
      'GET /v1/portfolio',
      'portfolio/get-portfolio',
      read,
      events,
      prices.may('GetItem', 'Query'),
      latest,
    );
    endpoint(
      this,
      platform,
      'GET /v1/portfolio/history',
      'portfolio/get-portfolio-history',
      read,
      events,
      prices.may('Query'),
      { env: { currency } },
    );
    endpoint(
      this,
      platform,
      'GET /v1/portfolio/performance',
      'portfolio/get-performance',
      read,
      events,
      prices.may('GetItem', 'Query'),
      latest,
    );
    endpoint(
      this,
      platform,
      'POST /v1/portfolio/what-if',
      'portfolio/what-if',
      { throttle: 'read', public: true },
      prices.may('Query'),
      { env: { currency } },
    );
  }
}
