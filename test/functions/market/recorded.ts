import type { SQSEvent } from 'aws-lambda';
import type { MarketCommand } from '../../../domain/market/market.ts';
import { type Market, market } from '../../../domain/market/market.ts';
import { dayOf } from '../../../domain/shared/time.ts';
import type { Published } from '../../../functions/shared/messages.ts';
import { publishedOf } from '../../../functions/shared/published.ts';
import { execute } from '../../../functions/shared/store/execute.ts';
import { cause, id } from '../store/harness.ts';

/** Records a price or a session in the market of its day, and answers what the bus would carry. */
export const recorded = async (at: string, command: MarketCommand): Promise<Published[]> => {
  const { commits } = await execute({
    cause: cause(`${at} ${command.type}`, at),
    participants: [
      {
        folding: market,
        stream: `market-EUR-${dayOf(at)}`,
        decide: (state: Market) => market.decide(command, state),
      },
    ],
  });
  return commits.flatMap(publishedOf);
};

export const priceTick = (at: string, pricePerGram: bigint): Promise<Published[]> =>
  recorded(at, {
    type: 'RecordPrices',
    priceId: id(at),
    currency: 'EUR',
    prices: [{ source: 'goldapi', pricePerGram, at }],
    at,
  });

/** A queue's batch of published events. */
export const batchOf = (events: readonly Published[]): SQSEvent =>
  ({
    Records: events.map((detail, index) => ({
      messageId: `${index}`,
      body: JSON.stringify({ detail }),
    })),
  }) as unknown as SQSEvent;
