/** What a person is told of an event, whatever the channel. It names no person and no account, so that it may be stored. */
export interface Notice {
  /** A sentence that says it all: the subject of a mail, a whole text message. */
  readonly title: string;
  readonly text: string;
  /** Concerns the safety of the account: sent whatever the person prefers. */
  readonly security: boolean;
  /** The page of the web app where one sees more. */
  readonly path: string;
}

/** Six decimals are the scale's, not a reader's: `1.500000` is `1.5`. */
export const inGrams = (grams: string): string =>
  `${grams.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '')} g`;

export const inMoney = (amount: string, currency: string): string => `${amount} ${currency}`;

/** Who did not do it should know what to do. */
export const ifNotYou = 'If this was not you, sign in, end all sessions and write to us at once.';

/** News. */
export const about = (title: string, text: string, path: string): Notice => ({
  title,
  text,
  security: false,
  path,
});

/** News that concerns the safety of the account. */
export const secure = (title: string, text: string, path: string): Notice => ({
  ...about(title, text, path),
  security: true,
});
