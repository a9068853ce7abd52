import { call } from '../api/client.ts';
import type { Bar, Vault as VaultShown } from '../api/types.ts';
import { isZero } from '../money/decimal.ts';
import { fineGrams } from '../money/format.ts';
import { Button, Card, Facts, Progress } from '../parts/basics.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { PageTitle } from '../shell/shell.tsx';
import { BarForm } from './bar-form.tsx';
import { partInPercent, sumOfGrams } from './grams.ts';
import { Decide } from './parts/decide.tsx';
import { StreamLink } from './parts/links.tsx';
import { type Opened, useOpened } from './parts/opened.ts';
import { usePages } from './parts/pages.ts';
import { hasRole, OthersDecide } from './parts/roles.tsx';
import { type Column, ListTable, Table } from './parts/table.tsx';

type Lot = Bar['lots'][number];

/** A bar with the vault that it lies in. */
interface Shown {
  readonly bar: Bar;
  readonly vault: VaultShown;
}

const keyOf = ({ bar }: Shown): string => bar.barSerial;

const freeOf = ({ lots }: Bar): string => sumOfGrams(lots.map(({ remaining }) => remaining));

const columns: readonly Column<Shown>[] = [
  { name: 'Bar', show: ({ bar }) => <strong class="number">{bar.barSerial}</strong> },
  { name: 'Refiner', show: ({ bar }) => bar.refiner },
  { name: 'Gross', numbers: true, show: ({ bar }) => `${bar.grossWeight} oz` },
  { name: 'Fineness', numbers: true, show: ({ bar }) => bar.fineness },
  { name: 'Fine gold', numbers: true, show: ({ bar }) => fineGrams(bar.fineGrams) },
  { name: 'Not sold', numbers: true, show: ({ bar }) => fineGrams(freeOf(bar)) },
];

const lotColumns: readonly Column<Lot>[] = [
  { name: 'Lot', show: ({ lotId }) => <span class="number">{lotId}</span> },
  { name: 'Gold', numbers: true, show: ({ goldAmount }) => fineGrams(goldAmount) },
  { name: 'Not sold', numbers: true, show: ({ remaining }) => fineGrams(remaining) },
];

/** The customers' grams against the vault's: never more than lie there. */
const Coverage = ({ vault }: { readonly vault: VaultShown }) => (
  <Card title="Customers’ gold in the vault">
    <Progress
      label="Customers’ part of the gold in the vault"
      part={partInPercent(vault.allocatedGrams, vault.fineGrams)}
    />
    <Facts
      facts={[
        ['In the vault', <strong key="all">{fineGrams(vault.fineGrams)}</strong>],
        ['Of customers', fineGrams(vault.allocatedGrams)],
        ['Not sold', fineGrams(vault.availableGrams)],
        ['Bars', `${vault.bars.length}`],
        ['Stream', <StreamLink key="stream" stream={`vault-${vault.vaultId}`} />],
      ]}
    />
  </Card>
);

const Release = ({ bar, opened }: { readonly bar: Bar; readonly opened: Opened<Shown> }) => {
  if (!hasRole('operations'))
    return <OthersDecide>Operations moves bars. You may look.</OthersDecide>;
  if (freeOf(bar) !== bar.fineGrams)
    return (
      <OthersDecide>
        Gold of this bar belongs to customers, so it cannot leave the vault.
      </OthersDecide>
    );
  return (
    <Decide
      about={bar.barSerial}
      decisions={[
        {
          name: 'release',
          label: 'Release',
          note: <p>The bar leaves the vault, and its lots are closed. Nothing of it is sold.</p>,
          button: `Release ${bar.barSerial}`,
          kind: 'danger',
          send: async () => {
            await call('POST /v1/admin/vault/bars/{serial}/releases', {
              parameters: { serial: bar.barSerial },
              body: {},
            });
            return `${bar.barSerial} has left the vault.`;
          },
        },
      ]}
      onDone={opened.done}
    />
  );
};

const BarView = ({ bar, opened }: { readonly bar: Bar; readonly opened: Opened<Shown> }) => (
  <Dialog wide title={`Bar ${bar.barSerial}`} onClose={opened.close}>
    <Facts
      facts={[
        ['Refiner', bar.refiner],
        ['Gross weight', `${bar.grossWeight} oz`],
        ['Fineness', bar.fineness],
        ['Fine gold', fineGrams(bar.fineGrams)],
      ]}
    />
    <details>
      <summary>{bar.lots.length} lots, from which customers’ gold is drawn</summary>
      <Table
        label={`Lots of ${bar.barSerial}`}
        columns={lotColumns}
        keyOf={({ lotId }) => lotId}
        rows={bar.lots}
      />
    </details>
    <Release bar={bar} opened={opened} />
  </Dialog>
);

const readVault = async () => {
  const vault = await call('GET /v1/admin/vault', {});
  return { items: vault.bars.map((bar) => ({ bar, vault })), nextCursor: null };
};

export const Vault = () => {
  const pages = usePages<Shown>({ read: readVault, keyOf, movesUntold: true });
  const opened = useOpened(pages);
  const vault = pages.rows.value?.[0]?.vault;
  return (
    <>
      <PageTitle title="Vault" lead="Every gram that customers own lies in a bar here." />
      <div class="with-side">
        <div class="column-wide">
          <Card title="Bars">
            <ListTable
              label="Bars in the vault"
              pages={pages}
              columns={columns}
              empty={{
                icon: 'vault',
                title: 'The vault is empty',
                text: 'Nothing can be sold until a bar is received.',
              }}
              action={(row) => (
                <Button small onClick={() => opened.open(row)}>
                  Look
                </Button>
              )}
            />
          </Card>
        </div>
        <div class="column-side">
          {vault !== undefined && !isZero(vault.fineGrams) && <Coverage vault={vault} />}
          {hasRole('operations') && (
            <Card title="Receive a bar">
              <BarForm onDone={pages.settle} />
            </Card>
          )}
        </div>
      </div>
      {opened.row !== undefined && <BarView bar={opened.row.bar} opened={opened} />}
    </>
  );
};
