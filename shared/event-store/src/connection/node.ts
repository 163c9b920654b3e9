import { Client, Metadata, credentials, type ChannelCredentials, type ClientReadableStream } from '@grpc/grpc-js';
import type { EndPoint, ResolvedEvent } from '@eventstore/db-client';
import convert from '@eventstore/db-client/dist/utils/convertGrpcEvent.js';
import gossipService from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import gossip from '@eventstore/db-client/generated/gossip_pb.js';
import type { ClusterInfo } from '@eventstore/db-client/generated/gossip_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import streamsService from '@eventstore/db-client/generated/streams_grpc_pb.js';
import type { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import { commandErrorOf, findingOf, isAnswer } from '../engine-faults.js';
import type { InactivityTimeout } from '@doremi/event-sourcing';
import type { AppendRequest, AppendedAt } from './append-messages.js';
import { BatchStream, type BatchCall } from './batch-stream.js';
import { type BridgeClient, bridgeTo } from './bridge.js';
import { addressOf, type NodeSettings } from './connection-string.js';
import { NodeClient } from './node-client.js';
import { streamRead } from './read-messages.js';
import { Sockets } from './sockets.js';

/** The end of a call that was given up and forgotten; milliseconds. */
const CALL_ENDS_WITHIN = 15_000;

/** What a server may write at most, and a little. */
const MAX_MESSAGE_BYTES = 17 * 1024 * 1024;

const { read: READ, batchAppend: BATCH_APPEND } = streamsService.StreamsService;
const { read: GOSSIP } = gossipService.GossipService;
const asTheyAre = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** A stream that nobody writes to: whoever may answer about it leads, and it costs them nothing. */
const WHO_LEADS = streamRead({ stream: 'who-leads', limit: 1 });

/** One member of the cluster as its gossip tells it. */
export interface Member {
  readonly endpoint: EndPoint;
  readonly leads: boolean;
}

/**
 * One node of EventStoreDB and the connection to it. Appends and reads go over a connection of their own and only to a
 * leader: any other node refuses them. Whatever fails is looked at for what it says of the node; `onLost` hears when
 * another one has to be found, and which, where that is known.
 */
export class Node {
  private readonly rpc: Client;
  private readonly sockets = new Sockets();
  private readonly headers = new Metadata();
  private readonly reads = new Set<ClientReadableStream<ReadResp>>();
  private official: NodeClient | null = null;
  private native: Promise<BridgeClient | null> | null = null;
  private appends: BatchStream | null = null;
  private isDoubted = false;
  private isClosed = false;

  constructor(
    readonly endpoint: EndPoint,
    private readonly settings: NodeSettings,
    /** How long a question about the node itself may take. */
    private readonly asking: InactivityTimeout,
    private readonly onLost: (node: Node, leader: EndPoint | null) => void,
  ) {
    this.rpc = new Client(addressOf(endpoint), this.sockets.of(credentialsOf(settings)), channelOptionsOf(settings));
    this.headers.set('connection-name', settings.connectionName);
    this.headers.set('requires-leader', 'true');
    const { user, tls } = settings;
    if (user && !tls.insecure)
      this.headers.set('authorization', `Basic ${Buffer.from(`${user.username}:${user.password}`).toString('base64')}`);
  }

  /** For what is no single call: subscriptions and consumer groups. It has a connection of its own. */
  get client(): NodeClient {
    return (this.official ??= new NodeClient(this.endpoint, this.settings, (error) =>
      this.found(commandErrorOf(error)),
    ));
  }

  /** The native client, for reads of the past; it goes with whoever holds it. `url` is how the node was found. */
  bridge(url: string): Promise<BridgeClient | null> {
    return (this.native ??= bridgeTo(url, this.endpoint));
  }

  /** Appends all or none. Throws WrongExpectedRevision, AppendRefused, or what leaves the outcome unknown. */
  append(request: AppendRequest): Promise<AppendedAt> {
    return this.watched(() => (this.appends ??= this.openAppends()).append(request));
  }

  /** The events that a read answers with; none where there is no such stream. `sign` hears of each as it comes. */
  read(request: ReadReq, sign: () => void = () => undefined): Promise<ResolvedEvent[]> {
    return this.watched(
      () =>
        new Promise((resolve, reject) => {
          const events: ResolvedEvent[] = [];
          const call = this.rpc.makeServerStreamRequest(
            READ.path,
            READ.requestSerialize,
            READ.responseDeserialize,
            request,
            this.headers,
            { deadline: Date.now() + CALL_ENDS_WITHIN },
          );
          this.reads.add(call);
          call.on('data', (answer: ReadResp) => {
            sign();
            try {
              const event = answer.getEvent();
              if (event) events.push(convert.convertGrpcEvent(event));
            } catch (error) {
              reject(error instanceof Error ? error : new Error(String(error)));
              call.cancel();
            }
          });
          call.on('end', () => resolve(events));
          call.on('error', (error) => reject(commandErrorOf(error)));
          call.on('status', () => this.reads.delete(call));
        }),
    );
  }

  /** Resolves when the node says that it leads; throws what it says, or EngineUnavailable when it says nothing. */
  async leads(inactivity = this.asking): Promise<void> {
    try {
      await inactivity.wait(this.read(WHO_LEADS));
    } catch (error) {
      // Whom it lets read what, it tells where it leads.
      if (!isAnswer(error)) throw error;
    }
  }

  /** Who there is, as far as this node knows; also from one that does not lead. */
  async members(): Promise<Member[]> {
    const asked = new Promise<ClusterInfo>((resolve, reject) => {
      this.rpc.makeUnaryRequest(
        GOSSIP.path,
        GOSSIP.requestSerialize as (request: object) => Buffer,
        GOSSIP.responseDeserialize,
        new shared.Empty(),
        this.headers,
        { deadline: Date.now() + CALL_ENDS_WITHIN },
        (error, info) => (info ? resolve(info) : reject(error ?? new Error('an empty answer'))),
      );
    });
    return (await this.asking.wait(asked)).getMembersList().flatMap((member) => {
      const at = member.getHttpEndPoint();
      if (!at || !member.getIsAlive()) return [];
      const leads = member.getState() === gossip.MemberInfo.VNodeState.LEADER;
      return [{ endpoint: { address: at.getAddress(), port: at.getPort() }, leads }];
    });
  }

  /** Ends what is under way, whose outcome is then unknown, and lets go of the connection. */
  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.appends?.close();
    for (const call of this.reads) call.cancel();
    this.rpc.close();
    this.sockets.cut();
    void this.official?.end().catch(() => undefined);
  }

  private openAppends(): BatchStream {
    const call: BatchCall = this.rpc.makeBidiStreamRequest(
      BATCH_APPEND.path,
      asTheyAre,
      (bytes: Buffer): Uint8Array => bytes,
      this.headers,
    );
    return new BatchStream(call, (error) => {
      this.appends = null;
      this.found(error);
    });
  }

  private async watched<Answer>(call: () => Promise<Answer>): Promise<Answer> {
    try {
      return await call();
    } catch (error) {
      this.found(error);
      throw error;
    }
  }

  /** What a failure says of the node itself. Where that is not clear, it is asked. */
  private found(error: unknown): void {
    const finding = findingOf(error);
    if (this.isClosed || finding.kind === 'answered') return;
    if (finding.kind === 'lost') return this.onLost(this, finding.leader);
    if (this.isDoubted) return;
    this.isDoubted = true;
    void this.leads()
      .catch(() => this.onLost(this, null))
      .finally(() => (this.isDoubted = false));
  }
}

const credentialsOf = ({ tls }: NodeSettings): ChannelCredentials =>
  tls.insecure
    ? credentials.createInsecure()
    : credentials.createSsl(tls.rootCertificate ?? null, tls.userKeyFile ?? null, tls.userCertFile ?? null);

/** A pool of its own: a new connection to a node is a new one, and none that is in trouble already. */
const channelOptionsOf = ({ keepAliveInterval, keepAliveTimeout }: NodeSettings) => ({
  'grpc.use_local_subchannel_pool': 1,
  'grpc.keepalive_time_ms': keepAliveInterval < 0 ? Number.MAX_VALUE : keepAliveInterval,
  'grpc.keepalive_timeout_ms': keepAliveTimeout < 0 ? Number.MAX_VALUE : keepAliveTimeout,
  'grpc.max_receive_message_length': MAX_MESSAGE_BYTES,
});
