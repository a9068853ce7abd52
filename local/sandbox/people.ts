/** Somebody who exists in the local cloud only. */
export interface DemoPerson {
  readonly email: string;
  readonly fullName: string;
  readonly country: string;
  /** The Cognito group beside `customer`, if any. */
  readonly group: 'operations' | 'compliance' | 'admin' | undefined;
}

/** The password of all of them. */
export const demoPassword = 'Assay-local-1';

export const demoPeople: readonly DemoPerson[] = [
  { email: 'customer@assay.test', fullName: 'Ada Lovelace', country: 'IE', group: undefined },
  { email: 'operator@assay.test', fullName: 'Grace Hopper', country: 'IE', group: 'operations' },
  { email: 'operator2@assay.test', fullName: 'Alan Turing', country: 'IE', group: 'operations' },
  { email: 'compliance@assay.test', fullName: 'Emmy Noether', country: 'DE', group: 'compliance' },
  { email: 'admin@assay.test', fullName: 'Edsger Dijkstra', country: 'NL', group: 'admin' },
];
