import * as z from 'zod/mini';
import { gramsFromWire } from '../../domain/shared/gold.ts';
import type { BarReceived } from '../../domain/vault/events.ts';
import { vault } from '../../domain/vault/vault.ts';
import { required } from '../shared/env.ts';
import { GramsText, Id, InstantText, listOf, named } from '../shared/http/answers.ts';
import { command } from '../shared/http/endpoint.ts';
import { execute } from '../shared/store/execute.ts';
import { claim } from '../shared/store/guards.ts';
import { vaultStream } from '../shared/wallet-ids.ts';
import { BarSerial } from './bar-serial.ts';

const Bar = z.strictObject({
  serial: BarSerial,
  refiner: z.string().check(z.trim(), z.minLength(1), z.maxLength(80)),
  grossWeight: z.string().check(z.regex(/^\d{1,3}(\.\d{1,3})?$/, 'troy ounces such as "401.125"')),
  fineness: z
    .string()
    .check(z.regex(/^(0\.\d{1,4}|1(\.0{1,4})?)$/, 'a part of one such as "0.9958"')),
});

const Received = named(
  'BarReceived',
  z.object({
    vaultId: Id,
    barSerial: z.string(),
    refiner: z.string(),
    grossWeight: z.string(),
    fineness: z.string(),
    fineOunces: z.string(),
    fineGrams: GramsText,
    at: InstantText,
    lots: listOf(z.object({ lotId: z.string(), goldAmount: GramsText })),
  }),
);

/** Takes a bar into the vault and opens its lots, together. */
export const handler = command({
  schema: Bar,
  answer: Received,
  groups: ['operations'],
  status: 201,
  handle: async ({ body: { serial, ...bar }, cause }) => {
    const vaultId = required('vaultId');
    let received: BarReceived['data'] | undefined;
    await execute({
      cause,
      participants: [
        {
          folding: vault,
          stream: vaultStream(vaultId),
          decide: (state) => {
            const events = vault.decide(
              { type: 'ReceiveBar', vaultId, barSerial: serial, ...bar, at: cause.at },
              state,
            );
            received = events.find((event) => event.type === 'BarReceived')?.data;
            return events;
          },
        },
      ],
      guards: () =>
        (received?.lots ?? []).map(({ lotId, goldAmount }) =>
          claim(`lot#${lotId}`, { remaining: { N: `${gramsFromWire(goldAmount)}` } }),
        ),
    });
    if (received === undefined) throw new Error('a bar was received without an event');
    return received;
  },
});
