import { AwsError } from '../kernel/service.ts';

/** The member names are the API's; each is checked where it is read. */
// biome-ignore lint/suspicious/noExplicitAny: AWS's own shapes arrive here unchecked.
export type Input = any;

/** Throws `InvalidParameterValue` for what is no whole number from `min` to `max`. */
export const integerOf = (name: string, value: unknown, min: number, max: number): number => {
  if (Number.isInteger(value) && Number(value) >= min && Number(value) <= max) return Number(value);
  throw new AwsError(
    'InvalidParameterValue',
    `Value ${value} for parameter ${name} is invalid. Reason: Must be between ${min} and ${max}, if provided.`,
  );
};

/** Throws `MissingParameter` for what is no text. */
export const textOf = (name: string, value: unknown): string => {
  if (typeof value === 'string') return value;
  throw new AwsError('MissingParameter', `The request must contain the parameter ${name}.`);
};
