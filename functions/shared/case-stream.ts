import { derivedId } from './uuid.ts';

/** The case about a deposit or withdrawal: one, however often it is found. */
export const caseIdOf = (transactionId: string): string => derivedId(transactionId, 'case');

export const caseStream = (caseId: string): string => `case-${caseId}`;
