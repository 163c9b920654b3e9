import { randomUUID } from 'node:crypto';
import type { Server, handleUnaryCall } from '@grpc/grpc-js';
import type { ClusterInfo, MemberInfo } from '@eventstore/db-client/generated/gossip_pb.js';
import type { ObservedMember } from './cluster/members.js';
import { hostOf, portOf } from './cluster/settings.js';
import { GossipService, gossip } from './grpc/generated.js';
import { structuredId } from './grpc/identifiers.js';

const TICKS_PER_MILLISECOND = 10_000n;

/** A cluster of one, which leads it. `port` is known once the server listens. */
export const clusterOfOne = (port: () => number): (() => ObservedMember[]) => {
  const instanceId = randomUUID();
  return () => [
    { address: `127.0.0.1:${port()}`, instanceId, state: 'LEADER', epoch: 0, at: Date.now(), isAlive: true },
  ];
};

/** event_store.client.gossip.Gossip */
export const addGossipService = (server: Server, members: () => readonly ObservedMember[]): void => {
  const read: handleUnaryCall<unknown, ClusterInfo> = (_call, callback) => {
    const info = new gossip.ClusterInfo();
    info.setMembersList(members().map(memberInfo));
    callback(null, info);
  };
  server.addService(GossipService, { read });
};

const memberInfo = ({ address, instanceId, state, at, isAlive }: ObservedMember): MemberInfo => {
  const endPoint = new gossip.EndPoint();
  endPoint.setAddress(hostOf(address));
  endPoint.setPort(portOf(address));
  const member = new gossip.MemberInfo();
  member.setInstanceId(structuredId(instanceId));
  member.setTimeStamp(String(BigInt(at) * TICKS_PER_MILLISECOND));
  member.setState(gossip.MemberInfo.VNodeState[state]);
  member.setIsAlive(isAlive);
  member.setHttpEndPoint(endPoint);
  return member;
};
