import { gramsFromWire } from '../../domain/shared/gold.ts';
import type { LotPart, LotRemaining } from '../../domain/vault/lots.ts';
import { vault } from '../../domain/vault/vault.ts';
import type { CommitItem } from '../../functions/shared/store/codec.ts';
import { vaultStream } from '../../functions/shared/wallet-ids.ts';
import { commitTo, type End } from './history.ts';

type Vault = typeof vault.initialState;

/**
 * The vault's part of populating: gold is taken from lots, and a new bar comes in when the last lot has too little left,
 * so that customers never hold what the vault does not.
 */
export const createBars = (options: {
  readonly vaultId: string;
  readonly end: End<Vault>;
  readonly at: string;
}) => {
  const { vaultId, at } = options;
  const stream = vaultStream(vaultId);
  const commits: CommitItem[] = [];
  const lots: { lotId: string; remaining: bigint }[] = [];
  let { end } = options;
  let place = 0;

  const receive = (): void => {
    const barSerial = `POPULATE-${Object.keys(end.state.bars).length + 1}`;
    const weight = { grossWeight: '400.000', fineness: '0.9999' };
    const events = vault.decide(
      { type: 'ReceiveBar', vaultId, barSerial, refiner: 'Sandbox Refinery', ...weight, at },
      end.state,
    );
    const written = commitTo(vault, stream, end, events, { at, userId: 'system' });
    end = written.end;
    commits.push(written.item);
    for (const event of events)
      if (event.type === 'BarReceived')
        for (const { lotId, goldAmount } of event.data.lots)
          lots.push({ lotId, remaining: gramsFromWire(goldAmount) });
  };

  return {
    take: (goldAmount: bigint): LotPart => {
      for (;;) {
        const lot = lots[place];
        if (lot === undefined) receive();
        else if (lot.remaining < goldAmount) place += 1;
        else {
          lot.remaining -= goldAmount;
          return { lotId: lot.lotId, goldAmount };
        }
      }
    },
    /** The commits of the bars that came in. */
    commits: (): readonly CommitItem[] => commits,
    /** What the new lots have left. */
    lots: (): readonly LotRemaining[] => lots,
  };
};
