import type { Locator, Page } from 'playwright-core';
import type { Site } from '../site.ts';

/** What a table of forms is tried on. */
export interface Stage {
  readonly site: Site;
  /** What was made on the way: secrets of second factors by e-mail address, a statement. */
  readonly kept: Map<string, string>;
}

/** What one field must bear. */
export interface FieldCase {
  readonly label: string;
  /** What somebody types who means well, spaces and all. */
  readonly typed: string | ((stage: Stage, form: Locator) => Promise<string>);
  /** What it must refuse, each by itself. */
  readonly absurd?: readonly string[];
  /** Whether it may be left empty. */
  readonly mayBeEmpty?: boolean;
  readonly kind?: 'text' | 'file';
}

/** One form, or one way to decide in a form of decisions. */
export interface FormCase {
  /** Where it is in `web/src`, and its component or, of a decision, its name. */
  readonly source: string;
  /** Goes to it from any page; where somebody is signed in, without loading the app again. */
  readonly open: (page: Page, stage: Stage) => Promise<void>;
  /** The part of the page that it is in, where the page has more than one form with such fields. */
  readonly within?: (page: Page) => Locator;
  readonly fields: readonly FieldCase[];
  readonly button: string | RegExp;
  /** What to wait for between the last key and the button. */
  readonly ready?: RegExp;
  /** The request that it makes, ids as `*`; undefined where it only goes to another page. */
  readonly asks?: string;
  /** Whether anybody may ask, so that no session can end. */
  readonly isPublic?: boolean;
  /** What that request must bear, amounts as the API takes them. */
  readonly sent?: Readonly<Record<string, unknown>>;
  /** What the page says when it is done. */
  readonly says: string | RegExp;
  /** What is true from then on. Throws when it is not. */
  readonly then?: (stage: Stage, page: Page) => Promise<void>;
}

/** What an amount must never be taken for. */
export const absurdAmounts = ['-5', 'ten', '1.2.3', '1e3', '0', '99999999999999999', '1,00.5'];
