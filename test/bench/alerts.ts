import { populateAlerts } from '../../scripts/populate/alerts.ts';
import { customerWith } from '../e2e/platform.ts';
import { measured } from './measured.ts';
import { onPlatform } from './on-platform.ts';

const crossed = 5;
const few = 100;

/**
 * What a price costs that crosses a few alerts, in a world where few others stand and in one where so many do. Through
 * every layer, the mails to their owners included, until all queues are empty.
 */
export const alerts = (many: number) =>
  onPlatform(async (platform) => {
    const { world, cloud } = platform;
    const price = (pricePerGram: string) =>
      platform.control('PUT', '/_local/market', { pricePerGram });
    const { token } = await customerWith(platform, '0');
    const rows = [];
    for (const [standing, above] of [
      [few, 200_000_000n],
      [many, 300_000_000n],
    ] as const) {
      await populateAlerts({ world, resources: cloud.resources, alerts: standing, above });
      await price('100.00');
      for (let count = 0; count < crossed; count++)
        await platform.call('POST', '/v1/price-alerts', {
          token,
          body: { direction: 'above', threshold: '100.50' },
        });
      const { ms, usd, bill } = await measured(platform, 'a price', () => price('101.00'));
      const { 'dynamodb.wru': wru = 0, 'dynamodb.rru': rru = 0 } = bill;
      rows.push({ standing, crossed, ms, wru, rru, usd });
    }
    return rows;
  });
