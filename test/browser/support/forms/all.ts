import type { FormCase } from './form-case.ts';
import { ofCases } from './of-cases.ts';
import { ofLeaver, ofMary, ofNobody } from './of-customers.ts';
import { ofDecisions } from './of-decisions.ts';
import { ofCompliance, ofOperations } from './of-the-office.ts';

/** Every form that is tried in a browser. */
export const triedForms: readonly FormCase[] = [
  ...ofNobody,
  ...ofMary,
  ...ofLeaver,
  ...ofOperations,
  ...ofCompliance,
  ...ofDecisions,
  ...ofCases,
];
