/**
 * Handlers that the stacks name before their file exists. Each deploys as a stub that fails by name; a test fails
 * as soon as one of them has its file.
 */
export const pending: ReadonlySet<string> = new Set();
