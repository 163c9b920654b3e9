import { EventEmitter } from 'node:events';
import { describe, expect, test } from '@jest/globals';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import type { BatchAppendReq, BatchAppendResp } from '@eventstore/db-client/generated/streams_pb.js';
import { AppendRefused } from '../engine-faults.js';
import { WrongExpectedRevision } from '@doremi/event-sourcing';
import { appendRequest } from './append-messages.js';
import { BatchStream, type BatchCall } from './batch-stream.js';
import { answerTo, failed, taken } from './testing/scripted-node.js';

/** A call without a server: what was written to it, and whatever comes back. */
class FakeCall extends EventEmitter {
  readonly requests: BatchAppendReq[] = [];
  write(bytes: Uint8Array): void {
    this.requests.push(streams.BatchAppendReq.deserializeBinary(bytes));
  }
  cancel(): void {
    this.emit('error', new Error('Cancelled on client'));
  }
  answer(answer: BatchAppendResp | Uint8Array): void {
    this.emit('data', answer instanceof Uint8Array ? answer : answer.serializeBinary());
  }
}

const BAKED = {
  id: '6f1cf1d6-9b1b-5b53-9a0e-0c5d1f0a7a11',
  type: 'Baked',
  data: { n: 1 },
  metadata: { who: 'me' },
};

const stream = () => {
  const call = new FakeCall();
  const ends: string[] = [];
  const batch = new BatchStream(call as unknown as BatchCall, ({ message }) => ends.push(message));
  const append = () => batch.append(appendRequest('cart-1', 4, [BAKED]));
  const requestOf = (number: number): BatchAppendReq => call.requests[number] as BatchAppendReq;
  return { batch, call, ends, append, requestOf };
};

describe('an append over a batch', () => {
  test('says the stream, what is expected, the events, and no deadline that would compare clocks', () => {
    const { append, requestOf } = stream();
    void append();
    const request = requestOf(0);
    const options = request.getOptions();
    expect(Buffer.from(options?.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString()).toBe('cart-1');
    expect(options?.getStreamPosition()).toBe('4');
    expect(options?.hasDeadline()).toBe(false);
    expect(request.getIsFinal()).toBe(true);
    const [event] = request.getProposedMessagesList();
    expect(event?.getId()?.getString()).toBe('6f1cf1d6-9b1b-5b53-9a0e-0c5d1f0a7a11');
    expect(new Map(event?.getMetadataMap().toObject())).toEqual(
      new Map([
        ['type', 'Baked'],
        ['content-type', 'application/json'],
      ]),
    );
    expect(JSON.parse(Buffer.from(event?.getData_asU8() ?? []).toString())).toEqual({ n: 1 });
    expect(JSON.parse(Buffer.from(event?.getCustomMetadata_asU8() ?? []).toString())).toEqual({ who: 'me' });
  });

  test('is told its own answer, in whatever order answers come and however the server writes its id', async () => {
    const { call, append, requestOf } = stream();
    const appends = [append(), append()];
    const answer = taken(requestOf(1), 8);
    const bytes = Buffer.from(requestOf(1).getCorrelationId()?.getString().replaceAll('-', '') ?? '', 'hex');
    const structured = new shared.UUID.Structured();
    structured.setMostSignificantBits(String(bytes.readBigInt64BE(0)));
    structured.setLeastSignificantBits(String(bytes.readBigInt64BE(8)));
    call.answer(answer.setCorrelationId(new shared.UUID().setStructured(structured)));
    call.answer(taken(requestOf(0), 5));
    const position = '0000000000000007-0000000000000007';
    expect(await Promise.all(appends)).toEqual([
      { revision: 5, position },
      { revision: 8, position },
    ]);
  });

  test.each<[string, (request: BatchAppendReq) => BatchAppendResp | Uint8Array]>([
    ['of somebody else', (request) => taken(request.clone()).setCorrelationId(new shared.UUID().setString('not-ours'))],
    ['to nobody', () => new streams.BatchAppendResp()],
    ['with an id that is none', () => new streams.BatchAppendResp().setCorrelationId(new shared.UUID())],
    ['that was given already', (request) => taken(request)],
    ['that is no message', () => Uint8Array.of(255, 255, 255)],
  ])('does no harm to others by an answer %s', async (_, odd) => {
    const { call, append, requestOf } = stream();
    const first = append();
    const second = append();
    call.answer(taken(requestOf(0)));
    await first;
    call.answer(odd(requestOf(0)));
    call.answer(taken(requestOf(1), 3));
    expect((await second).revision).toBe(3);
  });

  test.each<[string, (request: BatchAppendReq) => BatchAppendResp]>([
    ['neither yes nor no', answerTo],
    ['yes without a revision', (request) => answerTo(request).setSuccess(new streams.BatchAppendResp.Success())],
    ['that it is not ready', (request) => failed(request, 'Server Is Not Ready', 'google.protobuf.Empty')],
    ['that it took too long', (request) => failed(request, 'Timeout', 'event_store.client.Timeout')],
    ['no without a reason', (request) => failed(request, '')],
  ])('does not know its outcome when the answer says %s', async (_, answer) => {
    const { call, append, requestOf } = stream();
    const appended = append();
    call.answer(answer(requestOf(0)));
    const error: unknown = await appended.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(Error);
    expect(error).not.toBeInstanceOf(AppendRefused);
    expect(error).not.toBeInstanceOf(WrongExpectedRevision);
  });

  test.each(['StreamDeleted', 'AccessDenied', 'MaximumAppendSizeExceeded', 'BadRequest'])(
    'is refused for good by %s',
    async (reason) => {
      const { call, append, requestOf } = stream();
      const appended = append();
      call.answer(failed(requestOf(0), reason, `event_store.client.${reason}`));
      await expect(appended).rejects.toThrow(AppendRefused);
    },
  );

  test('is refused where the stream is not at what it expects', async () => {
    const { call, append, requestOf } = stream();
    const appended = append();
    call.answer(failed(requestOf(0), 'WrongExpectedVersion', 'event_store.client.WrongExpectedVersion'));
    await expect(appended).rejects.toThrow(WrongExpectedRevision);
  });

  test('of what no JSON can say is none', () => {
    expect(() => appendRequest('cart-1', 4, [{ ...BAKED, data: { n: 1n } }])).toThrow(/BigInt/);
  });
});

describe('when the call ends', () => {
  test.each<[string, (call: FakeCall) => unknown]>([
    ['with an error', (call) => call.emit('error', new Error('cut'))],
    ['without one', (call) => call.emit('end')],
    ['with both', (call) => call.emit('error', new Error('cut')) && call.emit('end')],
  ])('%s, whoever waits hears it, once, and whoever comes later', async (_, end) => {
    const { call, ends, append } = stream();
    const appends = [append(), append()];
    end(call);
    for (const appended of appends) await expect(appended).rejects.toThrow(/cut|ended/);
    await expect(append()).rejects.toThrow(/cut|ended/);
    expect(ends).toHaveLength(1);
    expect(call.requests).toHaveLength(2);
  });

  test('from here, nothing is left waiting', async () => {
    const { batch, append } = stream();
    const appended = append();
    batch.close();
    await expect(appended).rejects.toThrow();
  });

  test('those of another connection go on', async () => {
    const [one, other] = [stream(), stream()];
    const lost = one.append();
    const going = other.append();
    one.call.emit('error', new Error('cut'));
    await expect(lost).rejects.toThrow('cut');
    other.call.answer(taken(other.requestOf(0), 9));
    expect((await going).revision).toBe(9);
  });
});
