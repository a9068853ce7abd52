import * as z from 'zod/mini';
import { formatGrams } from '../../domain/shared/gold.ts';
import { lotsOfBar } from '../../domain/vault/lots.ts';
import { publicVault, vault } from '../../domain/vault/vault.ts';
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

/** The bars of the vault, what their lots have left and what customers hold of them. */
export const handler = query({
  schema: noParameters,
  answer: Vault,
  groups: ['operations', 'compliance', 'admin'],
  handle: async () => {
    const { state, version } = await loadHead(vault, vaultStream(required('vaultId')), true);
    const lots = await Promise.all(
      Object.entries(state.bars)
        .flatMap(([serial, bar]) => lotsOfBar(serial, bar))
        .map(({ lotId }) => remainingOf(lotId)),
    );
    const remaining = lots.reduce((sum, lot) => sum + lot, 0n);
    return {
      ...publicVault(state),
      availableGrams: formatGrams(remaining),
      allocatedGrams: formatGrams(state.fine - remaining),
      version,
    };
  },
});
