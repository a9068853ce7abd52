import * as z from 'zod/mini';
import type { BarReleased } from '../../domain/vault/events.ts';
import { type LotPart, lotsOfBar } from '../../domain/vault/lots.ts';
import { type Vault, vault } from '../../domain/vault/vault.ts';
import { required } from '../shared/env.ts';
import { GramsText, Id, InstantText, named } from '../shared/http/answers.ts';
import { command, noParameters } from '../shared/http/endpoint.ts';
import { execute } from '../shared/store/execute.ts';
import { closeLot } from '../shared/store/guards.ts';
import { vaultStream } from '../shared/wallet-ids.ts';
import { BarSerial } from './bar-serial.ts';
import { remainingOf } from './remaining.ts';

const Released = named(
  'BarReleased',
  z.object({
    vaultId: Id,
    barSerial: z.string(),
    refiner: z.string(),
    grossWeight: z.string(),
    fineness: z.string(),
    fineGrams: GramsText,
    at: InstantText,
  }),
);

/** Lets a bar leave the vault and closes its lots, together; somebody who buys of it meanwhile keeps it here. */
export const handler = command({
  schema: noParameters,
  path: z.strictObject({ serial: BarSerial }),
  answer: Released,
  groups: ['operations'],
  status: 201,
  handle: async ({ path: { serial: barSerial }, cause }) => {
    let lots: readonly LotPart[] = [];
    let released: BarReleased['data'] | undefined;
    await execute({
      cause,
      participants: [
        {
          folding: vault,
          stream: vaultStream(required('vaultId')),
          decide: async (state: Vault) => {
            const bar = state.bars[barSerial];
            lots = bar === undefined ? [] : lotsOfBar(barSerial, bar);
            const leftOf = await remainingOf(lots.map(({ lotId }) => lotId));
            const remaining = lots.reduce((sum, { lotId }) => sum + leftOf(lotId), 0n);
            const events = vault.decide(
              { type: 'ReleaseBar', barSerial, remaining, at: cause.at },
              state,
            );
            released = events.find((event) => event.type === 'BarReleased')?.data;
            return events;
          },
        },
      ],
      guards: () => lots.map(({ lotId, goldAmount }) => closeLot(lotId, goldAmount)),
    });
    if (released === undefined) throw new Error('a bar was released without an event');
    return released;
  },
});
