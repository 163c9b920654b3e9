import { credentials, status } from '@grpc/grpc-js';
import type { ServiceError } from '@grpc/grpc-js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import streamsService from '@eventstore/db-client/generated/streams_grpc_pb.js';
import type { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import type { AppendReq, ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import { ofThisFile } from '@doremi/shared/testing/named-engine';
import { events, withEventStore } from '../testing/eventstore.js';

// Requests that the protocol allows and the official client never makes.
const store = withEventStore();
let raw: StreamsClient;
beforeAll(async () => {
  raw = new streamsService.StreamsClient(store.address, credentials.createInsecure());
  await store.client.appendToStream(ofThisFile('menu-1'), events(3, ofThisFile('MenuRegistered')));
  await store.client.appendToStream(ofThisFile('cart-1'), events(3, ofThisFile('CartCreated')));
});
afterAll(() => raw.close());

const { Options } = streams.ReadReq;
const readAll = (change: (options: ReadReq.Options) => void): Promise<ReadResp[]> => {
  const options = new Options();
  const all = new Options.AllOptions();
  all.setStart(new shared.Empty());
  options.setAll(all);
  options.setCount('100');
  options.setNoFilter(new shared.Empty());
  change(options);
  const request = new streams.ReadReq();
  request.setOptions(options);
  const responses: ReadResp[] = [];
  return new Promise((resolve, reject) =>
    raw
      .read(request)
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
      change: (options: ReadReq.Options) => options.setFilter(new Options.FilterOptions()),
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
    expect(error).toMatchObject({ code: status.INVALID_ARGUMENT });
  });

  it('refuses a request without options', async () => {
    expect(await append()).toMatchObject({ code: status.INVALID_ARGUMENT });
  });
});
