import {
  Metadata,
  Server,
  ServerCredentials,
  status,
  type ServiceError,
  type ServerDuplexStream,
  type ServerWritableStream,
} from '@grpc/grpc-js';
import gossipService from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import gossip from '@eventstore/db-client/generated/gossip_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import rpcStatus from '@eventstore/db-client/generated/status_pb.js';
import streamsService from '@eventstore/db-client/generated/streams_grpc_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import googleAny from 'google-protobuf/google/protobuf/any_pb.js';
import type { BatchAppendReq, BatchAppendResp, ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb.js';

export type BatchCall = ServerDuplexStream<BatchAppendReq, BatchAppendResp>;
export type ReadCall = ServerWritableStream<ReadReq, ReadResp>;

/** What a node does when it is asked; each can be changed while it runs. */
export interface Script {
  onAppend: (request: BatchAppendReq, call: BatchCall) => void;
  onRead: (call: ReadCall) => void;
  /** The members that it tells of: port and whether it leads. */
  members: () => readonly { readonly port: number; readonly leads: boolean }[];
}

export interface ScriptedNode extends Script {
  readonly port: number;
  /** How many appends it was asked for. */
  readonly asked: () => number;
  /** Cuts every connection and ends. */
  stop(): void;
}

/** A server that speaks EventStoreDB's protocol and says what a test wants: by itself, that it leads and took an append. */
export const startScriptedNode = async (script: Partial<Script> = {}): Promise<ScriptedNode> => {
  let asked = 0;
  const server = new Server();
  const node = {
    onAppend: (request: BatchAppendReq, call: BatchCall) => void call.write(taken(request)),
    onRead: (call: ReadCall) => call.end(),
    members: () => [{ port, leads: true }],
    ...script,
  };
  server.addService(streamsService.StreamsService, {
    read: (call: ReadCall) => node.onRead(call),
    batchAppend: (call: BatchCall) => {
      call.on('data', (request: BatchAppendReq) => {
        asked++;
        node.onAppend(request, call);
      });
      call.on('end', () => call.end());
    },
  });
  server.addService(gossipService.GossipService, {
    read: (_: unknown, callback: (error: null, info: unknown) => void) => callback(null, clusterOf(node.members())),
  });
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    ),
  );
  return Object.assign(node, { port, asked: () => asked, stop: () => server.forceShutdown() });
};

const clusterOf = (members: ReturnType<Script['members']>) => {
  const info = new gossip.ClusterInfo();
  const { LEADER, FOLLOWER } = gossip.MemberInfo.VNodeState;
  info.setMembersList(
    members.map(({ port, leads }) => {
      const at = new gossip.EndPoint();
      at.setAddress('127.0.0.1');
      at.setPort(port);
      const member = new gossip.MemberInfo();
      member.setState(leads ? LEADER : FOLLOWER);
      member.setIsAlive(true);
      member.setHttpEndPoint(at);
      return member;
    }),
  );
  return info;
};

/** The answer "done": at this revision, at position 7. */
export const taken = (request: BatchAppendReq, revision = 0): BatchAppendResp => {
  const position = new shared.AllStreamPosition();
  position.setCommitPosition('7');
  position.setPreparePosition('7');
  const success = new streams.BatchAppendResp.Success();
  success.setCurrentRevision(String(revision));
  success.setPosition(position);
  return answerTo(request).setSuccess(success);
};

/** The answer "not done", with the type of its details, as the server packs it, or without any. */
export const failed = (request: BatchAppendReq, message: string, type?: string): BatchAppendResp => {
  const error = new rpcStatus.Status();
  error.setMessage(message);
  if (type !== undefined) {
    const details = new googleAny.Any();
    details.pack(new shared.Empty().serializeBinary(), type);
    error.setDetails(details);
  }
  return answerTo(request).setError(error);
};

export const answerTo = (request: BatchAppendReq): BatchAppendResp =>
  new streams.BatchAppendResp().setCorrelationId(request.getCorrelationId());

/** How a node ends a call that only the leader may answer; without an address where it knows of none. */
export const notLeader = (leader?: { readonly port: number }): ServiceError => {
  const metadata = new Metadata();
  metadata.set('exception', 'not-leader');
  if (leader) {
    metadata.set('leader-endpoint-host', '127.0.0.1');
    metadata.set('leader-endpoint-port', String(leader.port));
  }
  return serviceError(status.NOT_FOUND, 'Leader info available', metadata);
};

/** How a node ends a call while there is no leader. */
export const notReady = (): ServiceError => serviceError(status.UNAVAILABLE, 'Server Is Not Ready');

const serviceError = (code: status, details: string, metadata = new Metadata()): ServiceError =>
  Object.assign(new Error(details), { code, details, metadata });
