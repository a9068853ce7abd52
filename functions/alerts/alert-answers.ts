import * as z from 'zod/mini';
import type { PublicAlert } from '../../domain/alerts/alert.ts';
import { CurrencyText, Id, named, PriceText } from '../shared/http/answers.ts';

export const alertStream = (alertId: string): string => `alert-${alertId}`;

export const AlertShown = named(
  'PriceAlert',
  z.object({
    alertId: Id,
    direction: z.enum(['above', 'below']),
    threshold: PriceText,
    currency: CurrencyText,
    status: z.enum(['active', 'triggered', 'cancelled']),
  }),
);

/** An alert as its owner sees it. */
export const shownAlert = ({
  alertId,
  direction,
  threshold,
  currency,
  status,
}: Omit<PublicAlert, 'userId'>) => ({ alertId, direction, threshold, currency, status });
