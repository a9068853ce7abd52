import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { DynamoDBStreamEvent } from 'aws-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { wallet } from '../../../domain/wallets/wallet.ts';
import { handler } from '../../../functions/ledger/relay.ts';
import { encodeCommit, genesis } from '../../../functions/shared/store/codec.ts';
import { at, cause, id } from '../store/harness.ts';

process.env['EVENT_BUS_NAME'] = 'events';
const bus = mockClient(EventBridgeClient);

/** The stream record of a wallet's creation, binary in base64 as Lambda has it. */
const record = (name: string, sequence: string) => {
  const walletId = id(name);
  const data = { walletId, userId: id('user'), currency: 'EUR', createdAt: at, reference: 'RF18' };
  const event = { type: 'WalletCreated', data } as const;
  const { commandId, ...meta } = cause(name);
  const item = encodeCommit(
    {
      stream: `wallet-${walletId}`,
      version: 1,
      commandId,
      events: [{ eventId: id(`${name} event`), version: 1, ...event }],
      state: wallet.evolve(wallet.initialState, event),
      stateVersion: wallet.stateVersion,
      recent: [],
      meta,
    },
    genesis,
  );
  const NewImage = Object.fromEntries(
    Object.entries(item).map(([key, value]) => [
      key,
      value.B === undefined ? value : { B: Buffer.from(value.B).toString('base64') },
    ]),
  );
  return { eventName: 'INSERT', dynamodb: { SequenceNumber: sequence, NewImage } };
};

const relay = (...records: unknown[]) => handler({ Records: records } as DynamoDBStreamEvent);

beforeEach(() => bus.reset());

describe('the relay', () => {
  it('publishes each event with its envelope and the public state after it', async () => {
    bus.on(PutEventsCommand).resolves({ Entries: [{ EventId: '1' }] });
    expect(await relay(record('a', '1'))).toEqual({ batchItemFailures: [] });
    const [entry] = bus.commandCalls(PutEventsCommand)[0]?.args[0].input.Entries ?? [];
    expect(entry).toMatchObject({ Source: 'assay.wallet', DetailType: 'WalletCreated' });
    expect(JSON.parse(entry?.Detail ?? '')).toMatchObject({
      aggregateId: id('a'),
      sequenceNumber: 1,
      lastInCommit: true,
      state: { available: '0.00', currency: 'EUR' },
    });
  });

  it('sends again only what the bus did not accept', async () => {
    bus
      .on(PutEventsCommand)
      .resolvesOnce({ Entries: [{ EventId: '1' }, { ErrorCode: 'ThrottlingException' }] })
      .resolves({ Entries: [{ EventId: '2' }] });
    expect(await relay(record('a', '1'), record('b', '2'))).toEqual({ batchItemFailures: [] });
    const calls = bus.commandCalls(PutEventsCommand);
    expect(calls.map(({ args }) => args[0].input.Entries?.length)).toEqual([2, 1]);
  });

  it('gives back everything from the first record that could not be told', async () => {
    bus.on(PutEventsCommand).callsFake(({ Entries }) => ({
      Entries: Entries.map(({ Detail }: { Detail: string }) =>
        Detail.includes(id('b')) ? { ErrorCode: 'InternalFailure' } : { EventId: '1' },
      ),
    }));
    const answer = await relay(record('a', '1'), record('b', '2'), record('c', '3'));
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: '2' }] });
  });

  it('stops before a commit that it cannot read, and tells those before it', async () => {
    bus.on(PutEventsCommand).resolves({ Entries: [{ EventId: '1' }] });
    const broken = record('b', '2');
    const unreadable = {
      ...broken,
      dynamodb: {
        ...broken.dynamodb,
        NewImage: { ...broken.dynamodb.NewImage, body: { B: 'Yg==' } },
      },
    };
    expect(await relay(record('a', '1'), unreadable)).toEqual({
      batchItemFailures: [{ itemIdentifier: '2' }],
    });
    expect(bus.commandCalls(PutEventsCommand)).toHaveLength(1);
  });
});
