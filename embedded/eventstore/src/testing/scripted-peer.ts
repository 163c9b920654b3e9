import { Server, ServerCredentials } from '@grpc/grpc-js';
import { addNodeService } from '../cluster/node-service.js';
import type { NodeCalls } from '../cluster/node-service.js';

/** Another node of a cluster, played by a test: it answers what the test says, and votes for whoever asks. */
export const startPeer = async (address: string, answers: Partial<NodeCalls>): Promise<Server> => {
  const peer = new Server();
  addNodeService(peer, {
    vote: ({ epoch }) => ({ epoch, granted: true, members: [] }),
    append: ({ epoch }) => ({ epoch, accepted: true, lastIndex: 0, members: [] }),
    propose: () => ({ kind: 'unknown' }),
    takeOver: () => ({}),
    ...answers,
  });
  await new Promise<void>((resolve, reject) =>
    peer.bindAsync(address, ServerCredentials.createInsecure(), (error) => (error ? reject(error) : resolve())),
  );
  return peer;
};
