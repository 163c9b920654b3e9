import { randomUUID } from 'node:crypto';
import { status } from '@grpc/grpc-js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import streamsService from '@eventstore/db-client/generated/streams_grpc_pb.js';
import type { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import type { BatchAppendReq, BatchAppendResp } from '@eventstore/db-client/generated/streams_pb.js';
import type { UUID } from '@eventstore/db-client/generated/shared_pb.js';
import { structuredId } from '../grpc/identifiers.js';
import { openBatch, part, textId } from '../testing/batch.js';
import { eventually, freshStream, numbers, withEventStore } from '../testing/eventstore.js';

// What the protocol allows and the official client never does: it sends one append after the other, and does not hang up.
const store = withEventStore();
let raw: StreamsClient;
beforeAll(() => {
  raw = new streamsService.StreamsClient(store.raw.address, store.raw.credentials);
});
afterAll(() => raw.close());

const idsOf = (answers: readonly BatchAppendResp[]) => answers.map((one) => one.getCorrelationId()?.toObject());
const nameOf = (answer: BatchAppendResp) =>
  Buffer.from(answer.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString();
const kept = (stream: string) => numbers(store.client.readStream(stream));
const OVER_A_MEBIBYTE = 1024 * 1024;
/** How a correlation id may be written. */
const written: [string, () => UUID][] = [
  ['text', textId],
  ['two numbers', () => structuredId(randomUUID())],
];

describe('Streams.BatchAppend', () => {
  it.each(written)('puts appends together that arrive mixed up, each under its id, written as %s', async (_, id) => {
    const { call, answers } = openBatch(raw);
    const [one, other] = [
      { id: id(), stream: freshStream() },
      { id: id(), stream: freshStream() },
    ];
    call.write(part(one.id, { stream: one.stream, numbers: [1], isFinal: false }));
    call.write(part(other.id, { stream: other.stream, numbers: [7], isFinal: false }));
    call.write(part(one.id, { numbers: [2], isFinal: false }));
    call.write(part(other.id, { numbers: [8] }));
    await eventually(() => answers.length === 1);
    call.write(part(one.id, { numbers: [3] }));
    await eventually(() => answers.length === 2);
    expect(idsOf(answers)).toEqual([other.id.toObject(), one.id.toObject()]);
    expect(answers.map((answer) => answer.getSuccess()?.getCurrentRevision())).toEqual(['1', '2']);
    expect(await kept(one.stream)).toEqual([1, 2, 3]);
    expect(await kept(other.stream)).toEqual([7, 8]);
    call.end();
  });

  it('takes the same id for a new append once the one before is answered', async () => {
    const { call, answers } = openBatch(raw);
    const [id, first, second] = [textId(), freshStream(), freshStream()];
    call.write(part(id, { stream: first, numbers: [1] }));
    await eventually(() => answers.length === 1);
    call.write(part(id, { stream: second, numbers: [2] }));
    await eventually(() => answers.length === 2);
    expect([await kept(first), await kept(second)]).toEqual([[1], [2]]);
    call.end();
  });

  it('refuses what is too large at once, and takes nothing of the rest', async () => {
    const { call, answers } = openBatch(raw);
    const [id, next, stream] = [textId(), textId(), freshStream()];
    call.write(part(id, { stream, numbers: [1], padding: OVER_A_MEBIBYTE, isFinal: false }));
    await eventually(() => answers.length === 1);
    call.write(part(id, { numbers: [2] }));
    call.write(part(next, { stream, numbers: [3] }));
    await eventually(() => answers.length === 2);
    expect(idsOf(answers)).toEqual([id.toObject(), next.toObject()]);
    expect(answers.map((answer) => answer.hasError())).toEqual([true, false]);
    expect(await kept(stream)).toEqual([3]);
    call.end();
  });

  const spoilt = (message: BatchAppendReq): BatchAppendReq => {
    message.getProposedMessagesList()[0]?.getMetadataMap().del('type');
    return message;
  };

  it.each(written)('takes nothing of an append with a bad event, its id written as %s', async (_, id) => {
    const { call, answers } = openBatch(raw);
    const stream = freshStream();
    call.write(spoilt(part(id(), { stream, numbers: [1, 2] })));
    call.write(part(textId(), { stream, numbers: [4] }));
    await eventually(() => answers.length === 2);
    expect(answers.map((answer) => answer.getError()?.getMessage())).toEqual(['BadRequest', undefined]);
    expect(nameOf(answers[0]!)).toBe(stream);
    expect(await kept(stream)).toEqual([4]);
    call.end();
  });

  it('ends a call that brings a bad event after the first message of an append', async () => {
    const { call, ended } = openBatch(raw);
    const [bad, stream] = [textId(), freshStream()];
    call.write(part(bad, { stream, numbers: [1], isFinal: false }));
    call.write(spoilt(part(bad, { numbers: [2], isFinal: false })));
    expect(await ended).toMatchObject({ code: status.UNKNOWN, details: 'Exception was thrown by handler.' });
    await expect(kept(stream)).rejects.toMatchObject({ type: 'stream-not-found' });
  });

  it('answers a bad append under its id, and goes on', async () => {
    const { call, answers } = openBatch(raw);
    const [bad, good, stream] = [textId(), textId(), freshStream()];
    call.write(part(bad, { stream: '', numbers: [1] }));
    call.write(part(good, { stream, numbers: [1] }));
    await eventually(() => answers.length === 2);
    expect(idsOf(answers)).toEqual([bad.toObject(), good.toObject()]);
    expect(answers[0]?.getError()?.getMessage()).toBe('BadRequest');
    expect(nameOf(answers[0]!)).toBe('');
    expect(answers[1]?.hasSuccess()).toBe(true);
    call.end();
  });

  it('answers an append without a correlation id, or with one that is none, as a bad one', async () => {
    const { call, answers } = openBatch(raw);
    const nameless = part(textId(), { stream: freshStream(), numbers: [1] });
    nameless.clearCorrelationId();
    call.write(nameless);
    call.write(part(textId('no id'), { stream: freshStream(), numbers: [1] }));
    await eventually(() => answers.length === 2);
    for (const answer of answers) expect(answer.getError()?.getMessage()).toBe('BadRequest');
    call.end();
  });

  it('ends when the client hangs up: at once, or when what is under way is answered', async () => {
    const idle = openBatch(raw);
    idle.call.end();
    expect((await idle.ended).code).toBe(status.OK);
    const { call, answers, ended } = openBatch(raw);
    const stream = freshStream();
    for (let n = 0; n < 5; n++) call.write(part(textId(), { stream, numbers: [n] }));
    call.end();
    expect((await ended).code).toBe(status.OK);
    expect(answers.map((answer) => answer.hasSuccess())).toEqual([true, true, true, true, true]);
    expect(await kept(stream)).toEqual([0, 1, 2, 3, 4]);
  });

  it('goes on with a client that did not read for a while', async () => {
    const { call, answers } = openBatch(raw);
    call.pause();
    // Answers hold the stream's name: a long one, so that they are more than the connection buffers.
    const stream = `${freshStream()}-${'x'.repeat(500)}`;
    const sent = 400;
    for (let n = 0; n < sent; n++) call.write(part(textId(), { stream, numbers: [n] }));
    await eventually(async () => (await kept(stream).catch(() => [])).length > sent / 4);
    call.resume();
    await eventually(() => answers.length === sent);
    expect(await kept(stream)).toEqual(Array.from({ length: sent }, (_, n) => n));
    call.end();
  });
});
