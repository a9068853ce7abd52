import * as z from 'zod/mini';
import { formatGrams } from '../../domain/shared/gold.ts';
import { type LotPart, lotsOfBar } from '../../domain/vault/lots.ts';
import { publicVault, type Vault as VaultState, vault } from '../../domain/vault/vault.ts';
import { required } from '../shared/env.ts';
import { GramsText, Id, listOf, named, Version } from '../shared/http/answers.ts';
import { noParameters, query } from '../shared/http/endpoint.ts';
import { loadHead } from '../shared/store/events-table.ts';
import { vaultStream } from '../shared/wallet-ids.ts';
import { remainingOf } from './remaining.ts';

const Bar = named(
  'Bar',
  z.object({
    barSerial: z.string(),
    refiner: z.string(),
    grossWeight: z.string(),
    fineness: z.string(),
    fineGrams: GramsText,
    /** The parts that customers' gold is drawn from, and what each has left. */
    lots: listOf(z.object({ lotId: z.string(), goldAmount: GramsText, remaining: GramsText })),
  }),
);

const Vault = named(
  'Vault',
  z.object({
    vaultId: Id,
    fineGrams: GramsText,
    bars: listOf(Bar),
    availableGrams: GramsText,
    allocatedGrams: GramsText,
    version: Version,
  }),
);

/** Every bar's lots with what they have left, by its serial number. */
const lotsByBar = async (state: VaultState) => {
  const lotsOf = Object.entries(state.bars).map(
    ([serial, bar]) => [serial, lotsOfBar(serial, bar)] as const,
  );
  const leftOf = await remainingOf(lotsOf.flatMap(([, lots]) => lots.map(({ lotId }) => lotId)));
  return new Map(
    lotsOf.map(([serial, lots]) => [
      serial,
      lots.map((lot: LotPart) => ({ ...lot, remaining: leftOf(lot.lotId) })),
    ]),
  );
};

/** The bars of the vault, what their lots have left and what customers hold of them. */
export const handler = query({
  schema: noParameters,
  answer: Vault,
  groups: ['operations', 'compliance', 'admin'],
  handle: async () => {
    const { state, version } = await loadHead(vault, vaultStream(required('vaultId')), true);
    const published = publicVault(state);
    const lotsOf = await lotsByBar(state);
    const remaining = [...lotsOf.values()].flat().reduce((sum, lot) => sum + lot.remaining, 0n);
    return {
      ...published,
      bars: published.bars.map((bar) => ({
        ...bar,
        lots: (lotsOf.get(bar.barSerial) ?? []).map((lot) => ({
          lotId: lot.lotId,
          goldAmount: formatGrams(lot.goldAmount),
          remaining: formatGrams(lot.remaining),
        })),
      })),
      availableGrams: formatGrams(remaining),
      allocatedGrams: formatGrams(state.fine - remaining),
      version,
    };
  },
});
