import type { Server, sendUnaryData } from '@grpc/grpc-js';
import type {
  CreateReq,
  DeleteReq,
  GetInfoReq,
  ListReq,
  ReplayParkedReq,
  UpdateReq,
} from '@eventstore/db-client/generated/persistent_pb.js';
import { asFailure, groupDoesNotExist, handlerFailed } from '../grpc/failures.js';
import { PersistentSubscriptionsService, persistent, shared } from '../grpc/generated.js';
import { streamName } from '../grpc/identifiers.js';
import { serializeBatch } from '../grpc/message-batch.js';
import { ALL, groupDefinition } from './group-definition.js';
import type { Groups } from './groups.js';
import { read } from './read.js';
import { subscriptionInfo } from './subscription-info.js';

/** What Read sends is encoded already, several messages at once. */
const definition = {
  ...PersistentSubscriptionsService,
  read: { ...PersistentSubscriptionsService.read, responseSerialize: serializeBatch },
};

/** A call with one request and one answer. */
const unary =
  <Request, Response>(handle: (request: Request) => Response | Promise<Response>) =>
  (call: { request: Request }, callback: sendUnaryData<Response>): void => {
    Promise.resolve(call.request)
      .then(handle)
      .then(
        (response) => callback(null, response),
        (error: unknown) => callback(asFailure(error)),
      );
  };

type Target = DeleteReq.Options | GetInfoReq.Options | ReplayParkedReq.Options;

const target = (options: Target | undefined): [stream: string, group: string] => {
  if (!options) throw handlerFailed();
  return [options.hasAll() ? ALL : streamName(options.getStreamIdentifier()), options.getGroupName()];
};

/** event_store.client.persistent_subscriptions.PersistentSubscriptions */
export const addPersistentSubscriptionsService = (server: Server, groups: Groups): void => {
  server.addService(definition, {
    read: read(groups),
    create: unary(async (request: CreateReq) => {
      await groups.create(groupDefinition(request.getOptions()));
      return new persistent.CreateResp();
    }),
    update: unary(async (request: UpdateReq) => {
      await groups.update(groupDefinition(request.getOptions()));
      return new persistent.UpdateResp();
    }),
    delete: unary(async (request: DeleteReq) => {
      await groups.delete(...target(request.getOptions()));
      return new persistent.DeleteResp();
    }),
    getInfo: unary((request: GetInfoReq) => {
      const response = new persistent.GetInfoResp();
      response.setSubscriptionInfo(subscriptionInfo(groups.get(...target(request.getOptions()))));
      return response;
    }),
    replayParked: unary(async (request: ReplayParkedReq) => {
      const options = request.getOptions();
      const group = groups.get(...target(options));
      await group.replayParked(options?.hasStopAt() ? Number(options.getStopAt()) : null);
      return new persistent.ReplayParkedResp();
    }),
    restartSubsystem: unary(() => {
      groups.restart();
      return new shared.Empty();
    }),
    list: unary((request: ListReq) => list(groups, request)),
  });
};

const list = (groups: Groups, request: ListReq) => {
  const forStream = request.getOptions()?.getListForStream();
  const stream = forStream && (forStream.hasAll() ? ALL : streamName(forStream.getStream()));
  const listed = groups.all().filter((group) => stream === undefined || group.definition.stream === stream);
  if (stream !== undefined && listed.length === 0) throw groupDoesNotExist(stream, '');
  const response = new persistent.ListResp();
  response.setSubscriptionsList(listed.map(subscriptionInfo));
  return response;
};
