import { AwsError, type Call, type Service } from '../kernel/service.ts';
import type { World } from '../kernel/world.ts';

/** A text message as it was handed over for sending. */
export interface TextMessage {
  readonly messageId: string;
  readonly sentAt: string;
  /** E.164, e.g. `+4930123456`. */
  readonly to: string;
  readonly text: string;
}

export interface Sns extends Service {
  /** What was sent, oldest first. */
  readonly messages: () => readonly TextMessage[];
}

const textBytesMax = 1600;
const listedMax = 1_000;

const checkedOperation = ({ operation, input }: Call): void => {
  if (operation !== 'Publish' || input.PhoneNumber === undefined)
    throw new AwsError('UnknownOperationException', `SNS has no ${operation} of this kind here`);
};

/** SNS's Publish to a phone number. Nothing leaves the machine: what was sent is in the mailbox. */
export const createSns = ({ world }: { readonly world: World }): Sns => {
  const { db, begin, durable } = world.storage;
  db.exec(
    'CREATE TABLE IF NOT EXISTS sns_messages (n INTEGER PRIMARY KEY, message TEXT NOT NULL) STRICT',
  );
  const insert = db.prepare('INSERT INTO sns_messages (message) VALUES (?)');
  const newest = db.prepare(`SELECT message FROM sns_messages ORDER BY n DESC LIMIT ${listedMax}`);
  return {
    name: 'sns',
    // A phone number has no ARN: AWS evaluates such a call on every resource.
    permissions: (call) => {
      checkedOperation(call);
      return [{ action: 'sns:Publish', resource: '*' }];
    },
    call: async (call) => {
      checkedOperation(call);
      const { PhoneNumber: to, Message: text } = call.input;
      if (!/^\+[1-9]\d{6,14}$/.test(to))
        throw new AwsError('InvalidParameter', `Invalid parameter: PhoneNumber Reason: ${to}`);
      if (typeof text !== 'string' || text === '' || Buffer.byteLength(text) > textBytesMax)
        throw new AwsError('InvalidParameter', 'Invalid parameter: Message');
      const messageId = world.random.uuid();
      const sentAt = new Date(world.timeline.now()).toISOString();
      begin();
      insert.run(JSON.stringify({ messageId, sentAt, to, text } satisfies TextMessage));
      world.meter.add('sns.messages', 1, 'Publish');
      await durable();
      return { MessageId: messageId };
    },
    messages: () =>
      (newest.all() as { message: string }[])
        .map(({ message }) => JSON.parse(message) as TextMessage)
        .reverse(),
  };
};
