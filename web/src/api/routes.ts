import type { Routes } from './types.ts';

/** A route that the app may call: `GET /v1/wallet`. */
export type RouteName = keyof Routes;

/** What a route answers. */
export type AnswerOf<Route extends RouteName> = Routes[Route]['answer'];
