/**
 * The service definitions and messages that the client package ships. They are CommonJS, so what is used of them is taken
 * from their default exports here, once, and they share one registry: there must be one copy of the package in a process.
 */
import gossipService from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import gossip from '@eventstore/db-client/generated/gossip_pb.js';
import operationsService from '@eventstore/db-client/generated/operations_grpc_pb.js';
import persistentService from '@eventstore/db-client/generated/persistent_grpc_pb.js';
import persistent from '@eventstore/db-client/generated/persistent_pb.js';
import featuresService from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import features from '@eventstore/db-client/generated/serverfeatures_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import rpcStatus from '@eventstore/db-client/generated/status_pb.js';
import streamsService from '@eventstore/db-client/generated/streams_grpc_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';

export const { GossipService } = gossipService;
export const { OperationsService } = operationsService;
export const { PersistentSubscriptionsService } = persistentService;
export const { ServerFeaturesService } = featuresService;
export const { StreamsService } = streamsService;
export { features, gossip, persistent, rpcStatus, shared, streams };
