import type { Storage } from '../../kernel/storage.ts';
import type { Fill } from './fill.ts';

/** An order, and what became of it: once for each id. */
export interface Order {
  readonly orderId: string;
  readonly currency: string;
  readonly budget: string;
  readonly outcome: Fill | { readonly status: 'refused' | 'declined'; readonly reason: string };
}

const schema = `
  CREATE TABLE IF NOT EXISTS sandbox_dealer_orders (id TEXT PRIMARY KEY, json TEXT NOT NULL);
`;

/** The dealer's book of orders. */
export const createOrders = (storage: Storage) => {
  storage.db.exec(schema);
  const put = storage.db.prepare(
    'INSERT INTO sandbox_dealer_orders VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET json = excluded.json',
  );
  const byId = storage.db.prepare('SELECT json FROM sandbox_dealer_orders WHERE id = ?');
  const all = storage.db.prepare(
    'SELECT json FROM sandbox_dealer_orders ORDER BY rowid DESC LIMIT ?',
  );
  const parsed = (row: Record<string, unknown>) => JSON.parse(String(row['json'])) as Order;
  return {
    put: (order: Order): void => {
      storage.begin();
      put.run(order.orderId, JSON.stringify(order));
    },
    find: (orderId: string): Order | undefined => {
      const row = byId.get(orderId);
      return row === undefined ? undefined : parsed(row);
    },
    /** Newest first. */
    latest: (limit: number): readonly Order[] => all.all(limit).map(parsed),
  };
};

export type Orders = ReturnType<typeof createOrders>;
