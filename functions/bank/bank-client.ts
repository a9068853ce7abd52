import * as z from 'zod/mini';
import { parseMoney } from '../../domain/shared/money.ts';
import type { ConcludeDepositVerification } from '../../domain/wallets/deposit-commands.ts';
import { required } from '../shared/env.ts';
import { fetchJson } from '../shared/http/fetch-json.ts';
import { jitteredDelayMs, pause } from '../shared/pause.ts';
import { secretJson } from '../shared/secret.ts';

const deadlineMs = 4_000;
const triesMax = 3;

const Transaction = z.object({
  bankTransactionId: z.string(),
  amount: z.string(),
  currency: z.string(),
  debtor: z.object({ name: z.string() }),
});

const get = async (path: string) => {
  const { token } = await secretJson<{ readonly token: string }>(
    required('bankCredentialSecretArn'),
  );
  return fetchJson(
    `${required('bankApiUrl')}${path}`,
    { authorization: `Bearer ${token}` },
    deadlineMs,
  );
};

/** GET with retries and jitter: the bank's own failures (5xx, no answer) may pass, its answers stand. */
const patientGet = async (path: string) => {
  for (let attempt = 1; ; attempt++) {
    try {
      const answer = await get(path);
      if (answer.status < 500 || attempt === triesMax) return answer;
    } catch (error) {
      if (attempt === triesMax) throw error;
    }
    await pause(jitteredDelayMs(attempt, 100, 1_000));
  }
};

/** What the bank's books say of an incoming transaction; undefined when it knows none. Throws when it cannot say. */
export const bankTransaction = async (
  bankTransactionId: string,
): Promise<ConcludeDepositVerification['bank']> => {
  const { status, json } = await patientGet(
    `/transactions/${encodeURIComponent(bankTransactionId)}`,
  );
  if (status === 404) return undefined;
  if (status !== 200) throw new Error(`the bank answered ${status}`);
  const found = z.parse(Transaction, json);
  return {
    bankConfirmationId: found.bankTransactionId,
    amount: parseMoney(found.amount, found.currency) ?? 0n,
    currency: found.currency,
    debtorName: found.debtor.name,
  };
};
