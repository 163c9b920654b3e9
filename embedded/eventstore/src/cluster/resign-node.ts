import type { Server, handleUnaryCall } from '@grpc/grpc-js';
import type { Empty } from '@eventstore/db-client/generated/shared_pb.js';
import { OperationsService, shared } from '../grpc/generated.js';

/** event_store.client.operations.Operations: ResignNode alone, which answers before the lead is handed over. */
export const addOperationsService = (server: Server, node: { resign(): Promise<void> }): void => {
  const resignNode: handleUnaryCall<Empty, Empty> = (_call, callback) => {
    void node.resign();
    callback(null, new shared.Empty());
  };
  server.addService(OperationsService, { resignNode });
};
