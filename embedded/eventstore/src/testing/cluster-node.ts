import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { Metadata, credentials } from '@grpc/grpc-js';
import gossipService from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import type { GossipClient } from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import gossip from '@eventstore/db-client/generated/gossip_pb.js';
import type { ClusterInfo } from '@eventstore/db-client/generated/gossip_pb.js';
import operationsService from '@eventstore/db-client/generated/operations_grpc_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import { MAIN } from './process.js';

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

/** One node of a test cluster: a process with a port and a folder that outlive it. */
export class TestNode {
  #child: ChildProcess | undefined;
  #isFrozen = false;

  constructor(
    readonly port: number,
    private readonly args: readonly string[],
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
    return this.#child !== undefined && !this.#isFrozen;
  }

  /** Starts the process and waits until it listens. */
  async start(): Promise<void> {
    const child = spawn(process.execPath, ['--enable-source-maps', MAIN, ...this.args], {
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    });
    this.#child = child;
    const [line] = (await Promise.race([once(child.stdout!, 'data'), once(child, 'exit')])) as [Buffer | number | null];
    if (!Buffer.isBuffer(line)) throw new Error(`the node at ${this.address} ended before it listened`);
  }

  /** Ends the process at once (SIGKILL), frozen or not, or, with SIGTERM, as an operator would. */
  async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const child = this.#child;
    if (!child) return;
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
    this.#child = undefined;
    this.#isFrozen = false;
  }

  freeze(): void {
    this.#child!.kill('SIGSTOP');
    this.#isFrozen = true;
  }

  thaw(): void {
    this.#child!.kill('SIGCONT');
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
