import type { AggregateType } from './names.ts';

/**
 * Where personal data stands (the fields with a star in the language). A path names properties with dots between them;
 * `*` is every property of an object or element of a list.
 */
type Paths = readonly string[];

const eventPaths: Readonly<Record<string, Paths>> = {
  UserRegistered: ['email', 'fullName'],
  BankAccountAdded: ['iban', 'holderName'],
  NotificationPreferencesChanged: ['phone'],
  WithdrawalRequested: ['bankAccountDetails'],
  UnmatchedFundsReceived: ['debtorName', 'debtorIban'],
  StatementLinesListed: ['lines.*.party'],
};

const statePaths: Readonly<Partial<Record<AggregateType, Paths>>> = {
  user: ['email', 'fullName', 'phone', 'bankAccounts.*.iban', 'bankAccounts.*.holderName'],
  suspense: ['debtorName', 'debtorIban'],
};

const none: Paths = [];

export const personalPathsOfEvent = (eventType: string): Paths =>
  Object.hasOwn(eventPaths, eventType) ? (eventPaths[eventType] ?? none) : none;

export const personalPathsOfState = (aggregateType: AggregateType): Paths =>
  statePaths[aggregateType] ?? none;

const isContainer = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

const mapAt = (
  value: unknown,
  path: readonly string[],
  transform: (value: unknown) => unknown,
): unknown => {
  const [step, ...rest] = path;
  if (step === undefined) return transform(value);
  if (!isContainer(value)) return value;
  if (Array.isArray(value))
    return value.map((item, index) =>
      step === '*' || step === String(index) ? mapAt(item, rest, transform) : item,
    );
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      step === '*' || step === key ? mapAt(item, rest, transform) : item,
    ]),
  );
};

/**
 * A copy of `value` with everything under `paths` passed through `transform` (to seal it, to open it, to blank it);
 * the rest is shared with the original. A field that is absent stays absent.
 */
export const mapPersonalData = <Value>(
  value: Value,
  paths: Paths,
  transform: (value: unknown) => unknown,
): Value =>
  paths.reduce<unknown>((copy, path) => mapAt(copy, path.split('.'), transform), value) as Value;
