import { populate } from '../../scripts/populate/populate.ts';
import type { Platform } from '../e2e/platform.ts';
import { measured } from './measured.ts';
import { onPlatform } from './on-platform.ts';

const startOf = ({ cloud }: Platform): string => {
  const start = cloud.resources
    .ofType('AWS::Lambda::Function')
    .find(({ properties }) => `${properties['FunctionName']}`.endsWith('start-valuations'));
  if (start === undefined) throw new Error('nobody starts the valuations');
  return start.arn;
};

/**
 * What a price and the refresh of every valuation take and cost in a world of so many customers who hold gold. The
 * world is filled in bulk; prices and refreshes go through every layer until all queues are empty.
 */
export const valuations = (customers: number) =>
  onPlatform(async (platform) => {
    const filling = performance.now();
    await populate({ world: platform.world, resources: platform.cloud.resources, customers });
    const filled = performance.now() - filling;
    const price = (pricePerGram: string) =>
      platform.control('PUT', '/_local/market', { pricePerGram });
    await price('100.00');
    const tick = await measured(platform, 'a price', () => price('101.00'));
    const refresh = await measured(platform, 'the refresh of every valuation', () =>
      platform.cloud.lambda.invoke(startOf(platform), {
        id: '0199d1a0-0c5e-7b1e-9a57-6f0c2b8d4e11',
        time: new Date(platform.world.timeline.now()).toISOString(),
      }),
    );
    const rows = (await platform.rowsOf('PORTFOLIO_VALUATIONS_TABLE')).length;
    return {
      customers,
      populatedPerSecond: Math.round(customers / (filled / 1_000)),
      rows,
      tick,
      refresh: {
        ...refresh,
        perSecond: Math.round(customers / (refresh.ms / 1_000)),
        usdPerMillionCustomers: (Number(refresh.usd) * 1_000_000) / customers,
      },
    };
  });
