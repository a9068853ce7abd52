import jsonata from 'jsonata';
import type { World } from '../kernel/world.ts';
import { StateError } from './errors.ts';
import { languageFunctions } from './language-functions.ts';

/** What an expression may see: `$states` and the variables, by their names without the dollar. */
export type Bindings = Readonly<Record<string, unknown>>;

/** Fills a template: every text `{% … %}` in it becomes what the expression gives. Throws `StateError`. */
export type Evaluate = (template: unknown, bindings: Bindings, field: string) => Promise<unknown>;

/** Bounds for one expression; AWS names none but ends those that run away. */
const BOUNDS = { timeout: 2_000, stack: 500, sequence: 1_000_000 } as const;

const EXPRESSION = /^\{%([\s\S]*)%\}$/;

/** Whether a value is an expression, and so known only when it is evaluated. */
export const isArguable = (value: unknown): value is string =>
  typeof value === 'string' && EXPRESSION.test(value);

const inner = (text: string): string => EXPRESSION.exec(text)?.[1] ?? text;

/** Reads an expression. Throws, by name, when it is no JSONata. */
export const parseExpression = (text: string, where: string): jsonata.Expression => {
  try {
    return jsonata(inner(text), BOUNDS);
  } catch (error) {
    throw new Error(`${where}: ${text} cannot be read: ${(error as Error).message}`);
  }
};

const failed = (text: string, field: string, why: string): StateError =>
  new StateError(
    'States.QueryEvaluationError',
    `The JSONata expression '${inner(text).trim()}' specified for the field '${field}' ${why}`,
  );

/** Plain JSON: JSONata marks its sequences, and can give functions, regular expressions and infinite numbers. */
const plain = (value: unknown, refuse: (why: string) => never): unknown => {
  if (value === undefined || typeof value === 'function')
    return refuse('returned nothing (undefined).');
  const text = JSON.stringify(value, (_, each) => {
    if (typeof each === 'number' && !Number.isFinite(each))
      return refuse('returned a number that JSON cannot hold.');
    return each?._jsonata_lambda === true ? undefined : each;
  });
  return text === undefined ? refuse('returned nothing (undefined).') : JSON.parse(text);
};

/** Evaluates expressions with the world's time and chance, each compiled once. */
export const createEvaluate = (world: World): Evaluate => {
  const compiled = new Map<string, jsonata.Expression>();
  const functions = languageFunctions(world);

  const evaluateText = async (text: string, bindings: Bindings, field: string) => {
    const expression = compiled.get(text) ?? parseExpression(text, field);
    compiled.set(text, expression);
    let value: unknown;
    try {
      value = await expression.evaluate(undefined, { ...functions, ...bindings });
    } catch (error) {
      const { message, code } = error as { message?: string; code?: string };
      throw failed(text, field, `threw an error: ${message ?? code}`);
    }
    return plain(value, (why) => {
      throw failed(text, field, why);
    });
  };
  const evaluate: Evaluate = async (template, bindings, field) => {
    if (isArguable(template)) return evaluateText(template, bindings, field);
    if (typeof template !== 'object' || template === null) return template;
    const entries = await Promise.all(
      Object.entries(template).map(
        async ([name, each]) => [name, await evaluate(each, bindings, `${field}/${name}`)] as const,
      ),
    );
    return Array.isArray(template) ? entries.map(([, each]) => each) : Object.fromEntries(entries);
  };
  return evaluate;
};
