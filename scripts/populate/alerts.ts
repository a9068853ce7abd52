import { alert } from '../../domain/alerts/alert.ts';
import { alertStream } from '../../functions/alerts/alert-answers.ts';
import { type Threshold, waitForPrice } from '../../functions/alerts/thresholds.ts';
import type { CommitItem } from '../../functions/shared/store/codec.ts';
import { derivedId } from '../../functions/shared/uuid.ts';
import type { Resources } from '../../local/kernel/resources.ts';
import type { World } from '../../local/kernel/world.ts';
import { beginning, commitTo } from './history.ts';
import { openTables } from './tables.ts';

/** Alerts whose items are written before the world may breathe and commit. */
const alertsPerTurn = 1_000;

const itemsOf = (
  facts: Threshold,
  at: string,
): { readonly event: CommitItem; readonly row: CommitItem } => {
  const userId = derivedId('populate', facts.alertId);
  const events = alert.decide({ type: 'CreateAlert', ...facts, userId, at }, alert.initialState);
  const { item } = commitTo(alert, alertStream(facts.alertId), beginning(alert), events, {
    at,
    userId,
  });
  const row = waitForPrice(facts).Put?.Item;
  if (row === undefined) throw new Error('an alert that waits for no price');
  return { event: item, row };
};

/**
 * Adds alerts that wait for prices above a threshold, a different one each, in bulk and without telling anybody. Their
 * owners have no accounts. The functions' own variable must name the table of thresholds.
 */
export const populateAlerts = async (options: {
  readonly world: World;
  readonly resources: Resources;
  readonly alerts: number;
  /** Micro-units per gram: all thresholds are above it. */
  readonly above: bigint;
}): Promise<void> => {
  const { world, resources, alerts, above } = options;
  const { tableOf, putAll, tellNobody } = openTables({ world, resources });
  const [events, thresholds] = [tableOf('EVENTS_TABLE'), tableOf('ALERT_THRESHOLDS_TABLE')];
  const currency = tableOf('CURRENCY');
  process.env['ALERT_THRESHOLDS_TABLE'] = thresholds;
  const at = new Date(world.timeline.now()).toISOString();
  for (let done = 0; done < alerts; done += alertsPerTurn) {
    const made = Array.from({ length: Math.min(alertsPerTurn, alerts - done) }, (_, index) =>
      itemsOf(
        {
          alertId: derivedId('populate', `alert ${above} ${done + index}`),
          direction: 'above',
          threshold: above + BigInt(done + index + 1),
          currency,
        },
        at,
      ),
    );
    putAll(
      events,
      made.map(({ event }) => event),
    );
    putAll(
      thresholds,
      made.map(({ row }) => row),
    );
    tellNobody();
    await world.storage.durable();
  }
};
