import { status } from '@grpc/grpc-js';
import type { ServiceError } from '@grpc/grpc-js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import streamsService from '@eventstore/db-client/generated/streams_grpc_pb.js';
import type { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import type { AppendReq, ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import { ofThisFile } from '@doremi/event-sourcing/testing';
import { events, withEventStore } from '../testing/eventstore.js';

// Requests that the protocol allows and the official client never makes.
const store = withEventStore();
let raw: StreamsClient;
beforeAll(async () => {
  raw = new streamsService.StreamsClient(store.raw.address, store.raw.credentials);
  await store.client.appendToStream(ofThisFile('menu-1'), events(3, ofThisFile('MenuRegistered')));
  await store.client.appendToStream(ofThisFile('cart-1'), events(3, ofThisFile('CartCreated')));
});
afterAll(() => raw.close());

const { Options } = streams.ReadReq;
const ofAll = (change: (options: ReadReq.Options) => void): ReadReq.Options => {
  const options = new Options();
  const all = new Options.AllOptions();
  all.setStart(new shared.Empty());
  options.setAll(all);
  options.setCount('100');
  options.setNoFilter(new shared.Empty());
  const uuid = new Options.UUIDOption();
  uuid.setString(new shared.Empty());
  options.setUuidOption(uuid);
  change(options);
  return options;
};
const readAll = (change: (options: ReadReq.Options) => void): Promise<ReadResp[]> => {
  const responses: ReadResp[] = [];
  return new Promise((resolve, reject) =>
    raw
      .read(new streams.ReadReq().setOptions(ofAll(change)))
      .on('data', (response: ReadResp) => responses.push(response))
      .on('error', reject)
      .on('end', () => resolve(responses)),
  );
};
const typeFilter = (...prefixes: string[]) => {
  const expression = new Options.FilterOptions.Expression();
  expression.setPrefixList(prefixes);
  const filter = new Options.FilterOptions();
  filter.setEventType(expression);
  filter.setMax(32);
  return filter;
};
const typesOf = (responses: ReadResp[]) =>
  responses.map((response) => response.getEvent()?.getEvent()?.getMetadataMap().get('type'));

describe('Streams.Read', () => {
  it('filters a read of $all, and counts what matches', async () => {
    const responses = await readAll((options) => {
      options.setFilter(typeFilter(ofThisFile('Cart')));
      options.setCount('2');
    });
    expect(typesOf(responses)).toEqual([ofThisFile('CartCreated'), ofThisFile('CartCreated')]);
  });

  it('reads nothing of $all, for ever, for a count of 0', async () => {
    const call = raw.read(new streams.ReadReq().setOptions(ofAll((options) => options.setCount('0'))), {
      deadline: Date.now() + 300,
    });
    const answers: unknown[] = [];
    call.on('data', (answer) => answers.push(answer));
    const error = await new Promise((resolve) => call.once('error', resolve));
    expect(error).toMatchObject({ code: status.DEADLINE_EXCEEDED });
    expect(answers).toEqual([]);
  });

  it('waits with the 101st call of a connection until another one ends', async () => {
    const own = { 'grpc.use_local_subchannel_pool': 1 }; // a connection that no other client of this process has
    const client = new streamsService.StreamsClient(store.raw.address, store.raw.credentials, own);
    const read = (change: (options: ReadReq.Options) => void) =>
      client.read(new streams.ReadReq().setOptions(ofAll(change))).on('error', () => undefined);
    const subscribed = Array.from({ length: 100 }, () =>
      read((options) => void options.setSubscription(new Options.SubscriptionOptions())),
    );
    await Promise.all(subscribed.map((call) => new Promise((resolve) => call.once('data', resolve).resume())));
    let isAnswered = false;
    const answered = new Promise((resolve) => read(() => undefined).once('data', resolve)).then(
      () => (isAnswered = true),
    );
    expect(await readAll(() => undefined)).not.toEqual([]);
    expect(isAnswered).toBe(false);
    // On Node 24 the client itself keeps the call back after that: docs/engines.md
    if (!/^v24\./.test(process.version)) {
      subscribed[0]!.cancel();
      expect(await answered).toBe(true);
    }
    client.close();
    for (const call of subscribed) call.cancel();
  });

  it.each([
    {
      name: 'structured UUIDs',
      code: status.UNIMPLEMENTED,
      change: (options: ReadReq.Options) => {
        const uuid = new Options.UUIDOption();
        uuid.setStructured(new shared.Empty());
        options.setUuidOption(uuid);
      },
    },
    {
      name: 'a filter on a stream',
      code: status.INVALID_ARGUMENT,
      change: (options: ReadReq.Options) => {
        const stream = new Options.StreamOptions();
        const identifier = new shared.StreamIdentifier();
        identifier.setStreamName(Buffer.from(ofThisFile('menu-1')));
        stream.setStreamIdentifier(identifier);
        stream.setStart(new shared.Empty());
        options.setStream(stream);
        options.setFilter(typeFilter('Menu'));
      },
    },
    {
      name: 'a subscription backwards',
      code: status.INVALID_ARGUMENT,
      change: (options: ReadReq.Options) => {
        options.setSubscription(new Options.SubscriptionOptions());
        options.setReadDirection(Options.ReadDirection.BACKWARDS);
      },
    },
    {
      name: 'a filter on nothing',
      code: status.INVALID_ARGUMENT,
      change: (options: ReadReq.Options) => options.setFilter(new Options.FilterOptions().setMax(32)),
    },
    {
      name: 'a filter without a window',
      code: status.INVALID_ARGUMENT,
      change: (options: ReadReq.Options) => {
        const filter = typeFilter('Menu');
        filter.clearMax();
        options.setFilter(filter);
      },
    },
    {
      name: 'a request that does not say how ids are to be written',
      code: status.UNKNOWN,
      change: (options: ReadReq.Options) => options.clearUuidOption(),
    },
    {
      name: 'neither a stream nor $all',
      code: status.INVALID_ARGUMENT,
      change: (options: ReadReq.Options) => options.clearAll(),
    },
  ])('refuses $name', async ({ change, code }) => {
    await expect(readAll((options) => void change(options))).rejects.toMatchObject({ code });
  });
});

describe('Streams.Append', () => {
  const fault = { code: status.UNKNOWN, details: 'Exception was thrown by handler.' };
  const append = (...messages: AppendReq[]) =>
    new Promise<ServiceError | null>((resolve) => {
      const call = raw.append((error) => resolve(error));
      messages.forEach((message) => call.write(message));
      call.end();
    });
  const header = () => {
    const identifier = new shared.StreamIdentifier();
    identifier.setStreamName(Buffer.from(ofThisFile('raw')));
    const options = new streams.AppendReq.Options();
    options.setStreamIdentifier(identifier);
    options.setAny(new shared.Empty());
    const message = new streams.AppendReq();
    message.setOptions(options);
    return message;
  };
  const proposal = (id: string, metadata: Record<string, string>) => {
    const uuid = new shared.UUID();
    uuid.setString(id);
    const proposed = new streams.AppendReq.ProposedMessage();
    proposed.setId(uuid);
    for (const [key, value] of Object.entries(metadata)) proposed.getMetadataMap().set(key, value);
    const message = new streams.AppendReq();
    message.setProposedMessage(proposed);
    return message;
  };
  const id = '0b2c4d6e-0000-4000-8000-00000000abcd';

  it('refuses an event without a type', async () => {
    const error = await append(header(), proposal(id, { 'content-type': 'application/json' }));
    expect(error?.code).toBe(status.INVALID_ARGUMENT);
    expect(error?.metadata.get('exception')).toEqual(['missing-required-metadata-property']);
  });

  it('refuses an id that is none', async () => {
    const error = await append(header(), proposal('no uuid', { type: 'T', 'content-type': 'application/json' }));
    expect(error).toMatchObject(fault);
  });

  it('refuses an event whose type is empty', async () => {
    expect(await append(header(), proposal(id, { type: '', 'content-type': 'application/json' }))).toMatchObject(fault);
  });

  it('refuses a request without options', async () => {
    expect(await append()).toMatchObject(fault);
  });
});
