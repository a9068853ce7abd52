/** The stream of one statement's reconciliation. */
export const reconciliationStream = (reconciliationId: string): string =>
  `reconciliation-${reconciliationId}`;
