import { Metadata, credentials } from '@grpc/grpc-js';
import gossipService from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import type { GossipClient } from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import gossip from '@eventstore/db-client/generated/gossip_pb.js';
import type { ClusterInfo } from '@eventstore/db-client/generated/gossip_pb.js';
import operationsService from '@eventstore/db-client/generated/operations_grpc_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';

/** A member as a node's gossip shows it. */
export interface SeenMember {
  readonly address: string;
  readonly state: keyof typeof gossip.MemberInfo.VNodeState;
  readonly isAlive: boolean;
}

const ANSWER_MILLISECONDS = 1_000;

const stateName = (state: number): SeenMember['state'] => {
  const names = Object.keys(gossip.MemberInfo.VNodeState) as SeenMember['state'][];
  return names.find((name) => gossip.MemberInfo.VNodeState[name] === (state as gossip.MemberInfo.VNodeState))!;
};

/** A node that runs. */
export interface RunningNode {
  /** SIGKILL ends it at once, SIGTERM as an operator would, SIGSTOP freezes it, SIGCONT thaws it. */
  signal(signal: NodeJS.Signals): void;
  readonly ended: Promise<unknown>;
}

/** One node of a test cluster: its port and its folder outlive it. */
export class TestNode {
  #running: RunningNode | undefined;
  #isFrozen = false;

  constructor(
    readonly port: number,
    readonly folder: string,
    /** Resolves when it listens. */
    private readonly run: (node: TestNode) => Promise<RunningNode>,
  ) {}

  /** `host:port` */
  get address(): string {
    return `127.0.0.1:${this.port}`;
  }

  /** The connection string of this node alone, which is not asked who leads. */
  get url(): string {
    return `esdb://${this.address}?tls=false`;
  }

  /** Neither ended nor frozen. */
  get isRunning(): boolean {
    return this.#running !== undefined && !this.#isFrozen;
  }

  /** Starts it and waits until it listens. */
  async start(): Promise<void> {
    this.#running = await this.run(this);
  }

  /** Ends it at once (SIGKILL), frozen or not, or, with SIGTERM, as an operator would; resolves when it is gone. */
  async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const running = this.#running;
    running?.signal(signal);
    await running?.ended;
    this.#running = undefined;
    this.#isFrozen = false;
  }

  freeze(): void {
    this.#running!.signal('SIGSTOP');
    this.#isFrozen = true;
  }

  thaw(): void {
    this.#running!.signal('SIGCONT');
    this.#isFrozen = false;
  }

  /** What its Gossip.Read answers; rejects when it does not within a second. */
  async gossip(): Promise<SeenMember[]> {
    const client: GossipClient = new gossipService.GossipClient(this.address, credentials.createInsecure());
    const deadline = Date.now() + ANSWER_MILLISECONDS;
    const info = await new Promise<ClusterInfo>((resolve, reject) =>
      client.read(new shared.Empty(), new Metadata(), { deadline }, (error, answer) =>
        error ? reject(error) : resolve(answer),
      ),
    ).finally(() => client.close());
    return info.getMembersList().map((member) => ({
      address: `${member.getHttpEndPoint()!.getAddress()}:${member.getHttpEndPoint()!.getPort()}`,
      state: stateName(member.getState()),
      isAlive: member.getIsAlive(),
    }));
  }

  /** Asks it to hand the lead over (Operations.ResignNode). */
  async resign(): Promise<void> {
    const client = new operationsService.OperationsClient(this.address, credentials.createInsecure());
    const deadline = Date.now() + ANSWER_MILLISECONDS;
    await new Promise<void>((resolve, reject) =>
      client.resignNode(new shared.Empty(), new Metadata(), { deadline }, (error) =>
        error ? reject(error) : resolve(),
      ),
    ).finally(() => client.close());
  }
}
