import { commitsOf, currentEvents } from '../../../functions/shared/store/history.ts';

/** All events of a stream, in their order. */
export const eventsOf = async (stream: string) => {
  const events = [];
  for await (const commit of commitsOf(stream)) events.push(...currentEvents(commit));
  return events;
};
