import { pick } from '../chance.ts';
import { type Play, said } from '../play.ts';

const ways = [[], ['email'], ['email'], ['sms'], ['email', 'sms']] as const;

/** Chooses how to be told of what happens. */
export const chooseChannels: Play = async (_cast, { person }, { size, turn }) => {
  const channels = pick(ways, size);
  const phone = `+35386${String(Math.floor(turn * 1e7)).padStart(7, '0')}`;
  const body = { channels, phone };
  const answer = await person.ask('PUT', '/v1/notifications/preferences', { body });
  return `${channels.join(' and ') || 'by nothing'}: ${said(answer)}`;
};
