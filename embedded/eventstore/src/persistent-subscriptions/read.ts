import type { ServerDuplexStream } from '@grpc/grpc-js';
import type { UUID } from '@eventstore/db-client/generated/shared_pb.js';
import type { ReadReq } from '@eventstore/db-client/generated/persistent_pb.js';
import { asFailure, invalidArgument, unimplemented, handlerFailed } from '../grpc/failures.js';
import { persistent } from '../grpc/generated.js';
import { idBytes, streamName } from '../grpc/identifiers.js';
import type { EncodedMessage, MessageBatch } from '../grpc/message-batch.js';
import { Consumer, confirmationResponse } from './consumer.js';
import { Deliveries } from './deliveries.js';
import { ALL } from './group-definition.js';
import type { Group, RejectAction } from './group.js';
import type { Groups } from './groups.js';
import { messageId } from './message.js';

type Call = ServerDuplexStream<ReadReq, MessageBatch>;

interface Session {
  readonly group: Group;
  readonly consumer: Consumer;
}

const { Action } = persistent.ReadReq.Nack;
const ACTIONS: Readonly<Record<number, RejectAction>> = {
  [Action.UNKNOWN]: 'retry',
  [Action.PARK]: 'park',
  [Action.RETRY]: 'retry',
  [Action.SKIP]: 'skip',
  [Action.STOP]: 'stop',
};

/** PersistentSubscriptions.Read: the client names its group, then answers for the messages that it gets. */
export const read = (groups: Groups) => (call: Call) => {
  let session: Session | undefined;
  const deliveries = new Deliveries(call);
  const leave = (): void => {
    session?.group.disconnect(session.consumer);
    session = undefined;
  };
  const fail = (error: unknown): void => {
    leave();
    deliveries.flush();
    call.emit('error', asFailure(error));
  };
  call.on('data', (request: ReadReq) => {
    try {
      if (!session) session = join(groups, call, deliveries, request.getOptions(), fail);
      else answer(session.group, request);
    } catch (error) {
      fail(error);
    }
  });
  call.on('cancelled', leave);
  call.on('end', () => {
    leave();
    deliveries.flush();
    call.end();
  });
};

const join = (
  groups: Groups,
  call: Call,
  deliveries: Deliveries,
  options: ReadReq.Options | undefined,
  drop: (error: unknown) => void,
): Session => {
  if (!options) throw handlerFailed();
  if (options.getUuidOption()?.hasStructured()) throw unimplemented('Structured UUIDs are not supported.');
  const stream = options.hasAll() ? ALL : streamName(options.getStreamIdentifier());
  const group = groups.get(stream, options.getGroupName());
  const name = String(call.metadata.get('connection-name')[0] ?? '');
  const connection = { name, write: (response: EncodedMessage) => deliveries.add(response), drop };
  const consumer = new Consumer(connection, options.getBufferSize());
  group.checkRoomForConsumer();
  deliveries.add(confirmationResponse(group.key));
  group.connect(consumer);
  return { group, consumer };
};

const answer = (group: Group, request: ReadReq): void => {
  const ack = request.getAck();
  if (ack) return group.acknowledge(ids(ack.getIdsList()));
  const nack = request.getNack();
  if (!nack) throw invalidArgument('The request is neither an acknowledgement nor its opposite.');
  group.reject(ids(nack.getIdsList()), ACTIONS[nack.getAction()] ?? 'skip', nack.getReason());
};

const ids = (list: UUID[]): string[] => list.map((id) => messageId(idBytes(id)));
