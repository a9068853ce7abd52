import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { type CustomerSums, noCustomers, withWallet } from '../../domain/reconciliation/books.ts';
import { moneyFromWire } from '../../domain/shared/money.ts';
import { walletFolding } from '../../domain/wallets/folding.ts';
import { required } from '../shared/env.ts';
import { type Row, toRow } from '../shared/rows.ts';
import { dynamo } from '../shared/store/client.ts';
import { walletStream } from '../shared/wallet-ids.ts';
import { stateUntil } from './state-until.ts';

type Key = NonNullable<ConstructorParameters<typeof ScanCommand>[0]['ExclusiveStartKey']>;
type Sums = Omit<CustomerSums, 'wallets'>;

const rowSums = (row: Row, currency: string): Sums => {
  const money = (column: keyof Sums) => moneyFromWire(`${row[column] ?? '0'}`, currency);
  return {
    available: money('available'),
    reserved: money('reserved'),
    pending: money('pending'),
    costBasis: money('costBasis'),
    realisedGain: money('realisedGain'),
    adjusted: money('adjusted'),
  };
};

/** A row that has not changed since tells it; for the others the wallet's own commits do. */
const sumsAsOf = async (row: Row, currency: string, asOf: string): Promise<Sums | undefined> => {
  if (`${row['at']}` <= asOf) return rowSums(row, currency);
  const state = await stateUntil(walletFolding, walletStream(`${row['walletId']}`), asOf);
  return state?.walletId === '' ? undefined : state;
};

/**
 * What all customers of a currency held at an instant (ISO 8601). Reads the whole table of wallets, page by page: for the
 * nightly sum alone, never for a request.
 */
export const customersAsOf = async (currency: string, asOf: string): Promise<CustomerSums> => {
  let sums = noCustomers;
  let start: Key | undefined;
  do {
    const page = await dynamo.send(
      new ScanCommand({
        TableName: required('userWalletsTable'),
        ConsistentRead: true,
        ...(start === undefined ? {} : { ExclusiveStartKey: start }),
      }),
    );
    const rows = (page.Items ?? []).map((item) => toRow(item));
    const held = await Promise.all(
      rows
        .filter((row) => row['currency'] === currency)
        .map((row) => sumsAsOf(row, currency, asOf)),
    );
    for (const each of held) if (each !== undefined) sums = withWallet(sums, each);
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
  return sums;
};
