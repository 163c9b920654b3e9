import { randomUUID } from 'node:crypto';

/** As the engine's gossip names what a node is doing. */
export type MemberState = 'UNKNOWN' | 'CATCHINGUP' | 'FOLLOWER' | 'PRELEADER' | 'LEADER' | 'RESIGNINGLEADER';

/** What a node says of itself. */
export interface Member {
  readonly address: string;
  /** Another one each time that the node starts: a UUID. */
  readonly instanceId: string;
  readonly state: MemberState;
  readonly epoch: number;
  /** When it said so, in milliseconds since the epoch: all nodes have one clock, since all are on one machine. */
  readonly at: number;
}

export interface ObservedMember extends Member {
  readonly isAlive: boolean;
}

const NEVER_SEEN = '00000000-0000-0000-0000-000000000000';

/** What this node knows of all members; nodes tell each other with every message. */
export class Members {
  readonly #instanceId = randomUUID();
  readonly #others: Map<string, Member>;

  constructor(
    private readonly self: string,
    peers: readonly string[],
    /** Milliseconds for which a member that is not heard of counts as alive. */
    private readonly aliveWithin: number,
    private readonly own: () => Pick<Member, 'state' | 'epoch'>,
  ) {
    const unseen = { instanceId: NEVER_SEEN, state: 'UNKNOWN', epoch: 0, at: 0 } as const;
    this.#others = new Map(peers.map((address) => [address, { ...unseen, address }]));
  }

  /** Takes over what is newer. */
  heard(members: readonly Member[]): void {
    for (const member of members) {
      const known = this.#others.get(member.address);
      if (known && known.at < member.at) this.#others.set(member.address, member);
    }
  }

  all(): Member[] {
    const me = { address: this.self, instanceId: this.#instanceId, at: Date.now(), ...this.own() };
    return [me, ...this.#others.values()];
  }

  /** As a client should see them: only the latest of several that say they lead does. */
  observed(): ObservedMember[] {
    const members = this.all();
    const epoch = Math.max(...members.map((member) => member.epoch));
    return members.map((member) => ({
      ...member,
      state: member.epoch < epoch && member.state !== 'FOLLOWER' ? 'UNKNOWN' : member.state,
      isAlive: member.at >= Date.now() - this.aliveWithin,
    }));
  }
}
