import { randomUUID } from 'node:crypto';
import type { Server, handleUnaryCall } from '@grpc/grpc-js';
import type { ClusterInfo } from '@eventstore/db-client/generated/gossip_pb.js';
import { GossipService, gossip, shared } from './grpc/generated.js';

const TICKS_PER_MILLISECOND = 10_000n;

/** event_store.client.gossip.Gossip: a cluster of one, which leads it. `port` is known once the server listens. */
export const addGossipService = (server: Server, port: () => number): void => {
  const instanceId = new shared.UUID();
  instanceId.setString(randomUUID());
  const read: handleUnaryCall<unknown, ClusterInfo> = (_call, callback) => {
    const endPoint = new gossip.EndPoint();
    endPoint.setAddress('127.0.0.1');
    endPoint.setPort(port());
    const member = new gossip.MemberInfo();
    member.setInstanceId(instanceId);
    member.setTimeStamp(String(BigInt(Date.now()) * TICKS_PER_MILLISECOND));
    member.setState(gossip.MemberInfo.VNodeState.LEADER);
    member.setIsAlive(true);
    member.setHttpEndPoint(endPoint);
    const info = new gossip.ClusterInfo();
    info.setMembersList([member]);
    callback(null, info);
  };
  server.addService(GossipService, { read });
};
