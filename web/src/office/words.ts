/** How the office writes things down. */
import { dateFormat } from '../money/format.ts';

/** The end of an id, which tells two of them apart: ids of one hour begin alike. */
export const shortId = (id: string): string => (id.length > 12 ? `…${id.slice(-8)}` : id);

type Words = Readonly<Record<string, string>>;

const rules: Words = {
  structuring: 'Several payments just below a limit',
  'velocity-count': 'More movements in a day than is usual',
  'velocity-amount': 'More money in a day than is usual',
  'in-and-out': 'Most of what came in goes out again at once',
  'dormant-then-large': 'A large sum after a long silence',
  'new-payee': 'A large sum to a new bank account',
  'shared-bank-account': 'A bank account that several customers use',
  'name-mismatch': 'Another name than the customer’s',
  'wallet-frozen': 'The wallet is frozen',
  'open-case': 'A case about the customer is open',
};

/** What a screening rule found; one that is not known here goes by its own name. */
export const ruleInWords = (rule: string): string => rules[rule] ?? rule.replaceAll('-', ' ');

const reviewReasons: Words = {
  'name-mismatch': 'Paid under another name than the customer’s',
  'amount-mismatch': 'The bank’s books have another amount',
  'currency-mismatch': 'In another currency than the wallet’s',
  'unknown-to-bank': 'The bank does not know this payment',
  'unknown-reference': 'No wallet has its reference',
  'deposit-rejected': 'Rejected before; still with the house',
  compliance: 'Compliance looks into it',
};

/** Why a deposit waits for people. */
export const reviewReason = (reason = ''): string =>
  reviewReasons[reason] ?? (reason === '' ? 'It could not be sent back' : reason);

const uuid = /[\da-f]{8}-[\da-f]{4}-[1-8][\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}/i;

/** The id in what somebody typed or pasted, with spaces around it or the stream's name before it. */
export const idIn = (typed: string): string | undefined => uuid.exec(typed)?.[0].toLowerCase();

/** "350 ms", "2.4 s", "12 min": as exact as one compares it. */
export const duration = (ms: number): string => {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 120_000) return `${(ms / 1_000).toFixed(1)} s`;
  return ms < 7_200_000 ? `${Math.round(ms / 60_000)} min` : `${Math.round(ms / 3_600_000)} h`;
};

/** To the second: events of one minute are many. */
export const exactTime = dateFormat({ dateStyle: 'medium', timeStyle: 'medium' });
