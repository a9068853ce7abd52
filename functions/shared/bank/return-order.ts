/** Remembers which money a payment of ours was to return, by our id of the payment. */
export const returnGuard = (endToEndId: string): string => `return#${endToEndId}`;
