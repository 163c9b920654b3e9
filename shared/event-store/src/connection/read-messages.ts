import shared from '@eventstore/db-client/generated/shared_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js';
import { numbersOf, type Position } from '@doremi/event-sourcing';

const { Options } = streams.ReadReq;

export interface StreamRead {
  readonly stream: string;
  /** Inclusive revision, forwards; 0 where it is left out. From the end it goes backwards. */
  readonly from?: number | 'end';
  /** How many at most; all where it is left out. */
  readonly limit?: number;
  /** Whether a link is answered with the event that it names. */
  readonly resolveLinks?: boolean;
}

/** A read of a stream's events. */
export const streamRead = ({ stream, from = 0, limit, resolveLinks = false }: StreamRead): ReadReq => {
  const of = new Options.StreamOptions();
  const name = new shared.StreamIdentifier();
  name.setStreamName(Buffer.from(stream));
  of.setStreamIdentifier(name);
  if (from === 0) of.setStart(new shared.Empty());
  else if (from === 'end') of.setEnd(new shared.Empty());
  else of.setRevision(String(from));
  const options = optionsOf(from, limit);
  options.setStream(of);
  options.setResolveLinks(resolveLinks);
  return requestOf(options);
};

/** A read of the log itself, backwards from its end or forwards from a position (inclusive). */
export const logRead = (from: Position | 'end', limit: number): ReadReq => {
  const of = new Options.AllOptions();
  if (from === 'end') of.setEnd(new shared.Empty());
  else {
    const { commit, prepare } = numbersOf(from);
    const position = new Options.Position();
    position.setCommitPosition(String(commit));
    position.setPreparePosition(String(prepare));
    of.setPosition(position);
  }
  const options = optionsOf(from, limit);
  options.setAll(of);
  return requestOf(options);
};

const optionsOf = (from: StreamRead['from'] | Position, limit = Number.MAX_SAFE_INTEGER) => {
  const { FORWARDS, BACKWARDS } = Options.ReadDirection;
  const options = new Options();
  const uuids = new Options.UUIDOption();
  uuids.setString(new shared.Empty());
  options.setUuidOption(uuids);
  options.setCount(String(limit));
  options.setReadDirection(from === 'end' ? BACKWARDS : FORWARDS);
  options.setNoFilter(new shared.Empty());
  return options;
};

const requestOf = (options: ReturnType<typeof optionsOf>): ReadReq => {
  const request = new streams.ReadReq();
  request.setOptions(options);
  return request;
};
