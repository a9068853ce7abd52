import type { Cast } from '../play.ts';
import { type Data, rowsOf, type Streams } from '../stores.ts';

type Row = Readonly<Record<string, unknown>>;

/** What people are told of an event: what the notice must name, and whether it goes out whatever they prefer. */
interface Promised {
  readonly title?: readonly string[];
  readonly text?: readonly string[];
  readonly security?: true;
}

/** Written from what the product promises: whatever happens to one's money, gold, identity or account. */
const promised: Readonly<Record<string, Promised>> = {
  UserVerified: {},
  UserVerificationRejected: { text: ['reason'] },
  UserSuspended: { security: true },
  UserReinstated: { security: true },
  BankAccountAdded: { security: true },
  BankAccountRemoved: { security: true },
  NotificationPreferencesChanged: { security: true },
  DepositConfirmed: { title: ['amount'] },
  DepositRejected: { title: ['amount'] },
  DepositHeldForReview: { title: ['amount'] },
  GoldPurchaseCompleted: { title: ['totalCost'], text: ['confirmationNumber'] },
  GoldSold: { title: ['proceeds'], text: ['confirmationNumber'] },
  GoldAllocated: { text: ['cost', 'released'] },
  PoolParticipationReleased: { title: ['amount'] },
  WithdrawalRequested: { title: ['amount'], security: true },
  WithdrawalRejected: { title: ['amount'] },
  WithdrawalCompleted: { title: ['amount'], security: true },
  WithdrawalFailed: { title: ['amount'] },
  WithdrawalCancelled: { title: ['amount'] },
  WithdrawalReturned: { title: ['amount'] },
  WalletFrozen: { security: true },
  WalletUnfrozen: { security: true },
  AdjustmentPosted: { title: ['amount'], text: ['reason'] },
  PriceAlertTriggered: { title: ['direction', 'threshold'], text: ['price'] },
};

/** An event of which somebody must hear. */
interface Due {
  readonly person: string;
  readonly kind: string;
  readonly at: string;
  /** What the notice must say. */
  readonly title: readonly string[];
  readonly text: readonly string[];
}

/** What a person is told of gold out of a pool is what the whole of it cost; gold of a purchase is told by that. */
const toldOf = (type: string, data: Data): Data | undefined =>
  type === 'GoldAllocated' ? (data['settlement'] as Data | undefined) : data;

const dueOf = (streams: Streams): readonly Due[] =>
  [...streams].flatMap(([stream, stored]) => {
    // Whose stream it is, its first event says.
    const owner = `${(stored[0]?.commit.events[0]?.data as Data | undefined)?.['userId']}`;
    return stored.flatMap(({ commit: { events, meta } }) =>
      events.flatMap(({ type, data }): readonly Due[] => {
        const told = toldOf(type, data as Data);
        const says = promised[type];
        if (says === undefined || told === undefined) return [];
        const values = (names: readonly string[] = []) => names.map((name) => `${told[name]}`);
        const person = stream.startsWith('user-') ? stream.slice('user-'.length) : owner;
        const [title, text] = [values(says.title), values(says.text)];
        return [{ person, kind: type, at: meta.at, title, text }];
      }),
    );
  });

const keyOf = (person: unknown, kind: unknown, at: unknown): string => `${person} ${kind} ${at}`;

/** Whether a sentence has all these words in it, none as a part of a longer one. */
const hasAll = (sentence: unknown, words: readonly string[]): boolean => {
  const spaced = ` ${`${sentence} `.replaceAll(/[.,;:]?\s+/g, ' ')}`;
  return words.every((word) => spaced.includes(` ${word} `));
};

/** Each event has its notice and each notice its event, one for one. */
const notOneForOne = (due: readonly Due[], rows: readonly Row[]): readonly string[] => {
  const wrong: string[] = [];
  const told = Map.groupBy(rows, ({ person, kind, at }) => keyOf(person, kind, at));
  for (const { person, kind, at, title, text } of due) {
    const there = told.get(keyOf(person, kind, at)) ?? [];
    const place = there.findIndex(
      (row) => hasAll(row['title'], title) && hasAll(row['text'], text),
    );
    if (place < 0)
      wrong.push(`${person} has no notice of ${kind} at ${at} with ${[...title, ...text]}`);
    else there.splice(place, 1);
  }
  for (const [key, left] of told)
    for (const { title } of left) wrong.push(`there is a notice "${title}" too much: ${key}`);
  return wrong;
};

/** How somebody wants to be told, from an instant on. */
interface Wish {
  readonly fromMs: number;
  readonly channels: readonly string[];
  readonly hasPhone: boolean;
}

const wishesOf = (streams: Streams, person: string): readonly Wish[] => {
  const wishes: Wish[] = [{ fromMs: 0, channels: ['email'], hasPhone: false }];
  for (const { commit } of streams.get(`user-${person}`) ?? [])
    for (const { type, data } of commit.events)
      if (type === 'NotificationPreferencesChanged')
        wishes.push({
          fromMs: Date.parse(commit.meta.at),
          channels: (data as Data)['channels'] as readonly string[],
          hasPhone: wishes.at(-1)?.hasPhone === true || (data as Data)['phone'] !== undefined,
        });
  return wishes;
};

/** A wish bears the time at which it was sent; by then it was in force. */
const wishMsMax = 60_000;

type Way = 'email' | 'sms';

/** Whether a notice must, may or may not have gone out by a way: as wished from when it happened until now. */
const dutyOf = (way: Way, { kind, at }: Row, wishes: readonly Wish[]): 'must' | 'may' | 'never' => {
  const fromMs = Date.parse(`${at}`) - wishMsMax;
  const before = wishes.findLastIndex((wish) => wish.fromMs <= fromMs);
  const wants = wishes.slice(before).map(({ channels, hasPhone }) => {
    const wanted = channels.includes(way) || promised[`${kind}`]?.security === true;
    return wanted && (way === 'email' || hasPhone);
  });
  if (wants.every((one) => one)) return 'must';
  return wants.some((one) => one) ? 'may' : 'never';
};

/** What was sent to one person by one way: how often each text. */
type Sent = ReadonlyMap<string, number>;

const counted = (texts: readonly string[]): Sent =>
  new Map([...Map.groupBy(texts, (text) => text)].map(([text, all]) => [text, all.length]));

const notSent = (
  way: Way,
  rows: readonly Row[],
  wishes: readonly Wish[],
  sent: Sent,
): readonly string[] =>
  [...Map.groupBy(rows, ({ title }) => `${title}`)].flatMap(([title, same]) => {
    const must = same.filter((row) => dutyOf(way, row, wishes) === 'must').length;
    const never = same.every((row) => dutyOf(way, row, wishes) === 'never');
    const times = sent.get(title) ?? 0;
    if (times < must) return [`"${title}" went out by ${way} ${times} times, and was due ${must}`];
    return never && times > 0 ? [`"${title}" went out by ${way}, which nobody wants`] : [];
  });

const welcome = 'Welcome to Assay';

/** What went out to people of whom the addresses are known: all that is due, and nothing of what did not happen. */
const wrongLetters = (
  { stage, customers, office }: Cast,
  streams: Streams,
  rows: readonly Row[],
) => {
  const { ses, sns } = stage.platform.cloud;
  const people = new Map(
    [...customers.map(({ person }) => person), ...Object.values(office)].map((one) => [
      one.userId,
      one.email,
    ]),
  );
  const texts = counted(sns.messages().map(({ text }) => text.replace('Assay: ', '')));
  return [...people].flatMap(([userId, email]) => {
    const own = rows.filter(({ person }) => person === userId);
    const wishes = wishesOf(streams, userId);
    const mails = ses.mails({ to: email, limit: Number.MAX_SAFE_INTEGER });
    const titles = new Set<unknown>([welcome, ...own.map(({ title }) => title)]);
    const unexplained = mails.filter(({ subject }) => !titles.has(subject));
    return [
      ...notSent('email', own, wishes, counted(mails.map(({ subject }) => subject))),
      ...notSent('sms', own, wishes, texts).filter((said) => !said.includes('nobody wants')),
      ...unexplained.map(({ subject }) => `${email} was told "${subject}", which never happened`),
    ];
  });
};

/** Whoever is promised to hear of an event hears of it: once in the app, at least once by each way that they wish. */
export const noticeFaults = async (cast: Cast, streams: Streams): Promise<readonly string[]> => {
  const rows = (await rowsOf(cast.stage, 'notificationsTable')).filter(
    ({ kind }) => kind !== undefined && kind !== 'SignInChanged',
  );
  return [...notOneForOne(dueOf(streams), rows), ...wrongLetters(cast, streams, rows)];
};
