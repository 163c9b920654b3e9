/** How a node takes part in a cluster. */
export interface ClusterSettings {
  /** Every node's `host:port`, this one's among them; all of them name the same. */
  readonly members: readonly string[];
  /** Milliseconds after which a leader that is not heard of has lost the lead; default 1000. */
  readonly heartbeatTimeout?: number;
  /** Milliseconds by which a follower shows later than it could what a majority has; default 0. */
  readonly replicationDelay?: number;
  /** Milliseconds after which a write that was forwarded to the leader is given up; default 4300, the engine's. */
  readonly forwardTimeout?: number;
}

/** The same with nothing left out, and which of the members this node is. */
export interface NodeSettings extends Required<ClusterSettings> {
  readonly self: string;
  readonly peers: readonly string[];
}

const HEARTBEAT_TIMEOUT = 1000;
const FORWARD_TIMEOUT = 4300;

/** Throws when no member has the port. */
export const nodeSettings = (port: number, settings: ClusterSettings): NodeSettings => {
  const self = settings.members.find((member) => portOf(member) === port);
  if (self === undefined) throw new Error(`no member of the cluster has port ${port}`);
  return {
    heartbeatTimeout: HEARTBEAT_TIMEOUT,
    replicationDelay: 0,
    forwardTimeout: FORWARD_TIMEOUT,
    ...settings,
    self,
    peers: settings.members.filter((member) => member !== self),
  };
};

export const majorityOf = ({ members }: NodeSettings): number => Math.floor(members.length / 2) + 1;

export const hostOf = (member: string): string => member.slice(0, member.lastIndexOf(':'));
export const portOf = (member: string): number => Number(member.slice(member.lastIndexOf(':') + 1));
