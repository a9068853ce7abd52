import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { required } from './env.ts';
import { readGuard } from './store/guards.ts';

/** Which cases of a wallet are open: no money leaves it unseen meanwhile. Rebuildable from the cases' events. */
const guardOf = (walletId: string): string => `open-cases#${walletId}`;

const change = (verb: 'ADD' | 'DELETE', walletId: string, caseId: string): TransactWriteItem => ({
  Update: {
    TableName: required('guardsTable'),
    Key: { guard: { S: guardOf(walletId) } },
    UpdateExpression: `${verb} cases :case`,
    ExpressionAttributeValues: { ':case': { SS: [caseId] } },
  },
});

/** From now on the wallet has this open case; it goes into the transaction that opens it. */
export const caseOpens = (walletId: string, caseId: string): TransactWriteItem =>
  change('ADD', walletId, caseId);

/** The case is open no more; it goes into the transaction that decides it. */
export const caseEnds = (walletId: string, caseId: string): TransactWriteItem =>
  change('DELETE', walletId, caseId);

/** How many cases of a wallet are open, read strongly. */
export const openCasesOf = async (walletId: string): Promise<number> =>
  (await readGuard(guardOf(walletId)))?.['cases']?.SS?.length ?? 0;
