import { EventStoreDBClient, type EndPoint } from '@eventstore/db-client';
import streamsService from '@eventstore/db-client/generated/streams_grpc_pb.js';
import type { NodeSettings } from './connection-string.js';

const BATCH_APPEND = streamsService.StreamsService.batchAppend.path;

/**
 * The official client, tied to one node: for subscriptions and consumer groups.
 *
 * It no longer mends itself: on its own it looks for another node behind promises that nobody holds, follows an answer
 * "not the leader" without an address into a TypeError, and keeps a failed answer to "what can you do?" for good. Here a
 * fault is told to whoever holds the node, which is then replaced as a whole.
 */
export class NodeClient extends EventStoreDBClient {
  constructor(
    endpoint: EndPoint,
    { tls, user, ...settings }: NodeSettings,
    private readonly onFault: (error: Error) => void,
  ) {
    super({ endpoint, ...settings }, tls, user);
  }

  protected override handleError = (_: unknown, error: Error): Promise<void> => {
    this.onFault(error);
    return Promise.resolve();
  };

  /** What a server can't do it says when it is asked for it. Never the batch append, whose table all clients share. */
  protected override supports = ({ path }: { readonly path: string }): Promise<boolean> =>
    Promise.resolve(path !== BATCH_APPEND);

  /** Ends what is under way (some streams never say that they ended), and the connection, which `dispose` leaves open. */
  async end(): Promise<void> {
    void this.dispose();
    (await this.getChannel()).close();
  }
}
