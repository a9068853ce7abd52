import { env } from '../../domain/shared/names.ts';

/** The value of an environment variable that infrastructure must have set. Throws at first use when it is missing. */
export const required = (name: keyof typeof env): string => {
  const value = process.env[env[name]];
  if (value === undefined || value === '') throw new Error(`${env[name]} is not set`);
  return value;
};
