import type { AllStreamResolvedEvent, EndPoint, ResolvedEvent } from '@eventstore/db-client';
import {
  EngineUnavailable,
  InactivityTimeout,
  type Position,
  type Recorded,
  Silence,
  type Upcast,
} from '@doremi/event-sourcing';
import { asEngineFault, isAnswer } from '../engine-faults.js';
import { type RawEvent, recordedAt, recordedOf } from '../recorded-of.js';
import type { BridgeClient } from './bridge.js';
import { targetOf, type Target } from './connection-string.js';
import { findLeader } from './find-leader.js';
import { Node } from './node.js';
import type { NodeClient } from './node-client.js';

/** In milliseconds. */
export interface Limits {
  /** How long the engine may say nothing at all before it counts as away. */
  readonly silence: number;
  /** For how long a call without a known outcome is made again, and after how long an absence calls fail at once. */
  readonly retry: number;
  /** How long a call may take, all its tries together, however lively the engine is. */
  readonly call: number;
  /** How long a node may take to say whether it leads. */
  readonly ask: number;
}

/** A call ends before its request does (deadlines.ts). */
export const LIMITS: Limits = { silence: 3_000, retry: 5_000, call: 7_000, ask: 1_500 };

const RETRY_PAUSE_MS = 50;

/**
 * Subscriptions and groups say nothing while there is nothing to say: so often whoever serves them is asked whether it
 * leads still, so that they move on with the lead.
 */
const WATCH_EVERY_MS = 2_000;

/**
 * The way to EventStoreDB: to the node that leads, and to the next one once that does not any more. A node is given up
 * for what it answers: that it does not lead, that it is not ready, that the connection is lost, or nothing at all.
 * There is one per process, whatever it is used for.
 */
export class EventStoreConnection {
  private readonly target: Target;
  private readonly inactivity: InactivityTimeout;
  private readonly asking: InactivityTimeout;
  private searching: Promise<Node> | null = null;
  private current: Node | null = null;
  private members: readonly EndPoint[] = [];
  private hint: EndPoint | null = null;
  private awaySince: number | null = null;
  private watching: NodeJS.Timeout | null = null;
  private isClosed = false;

  /**
   * `url` is an `esdb://` or `esdb+discover://` connection string; nothing is connected before the first call. Every event
   * that is read comes out as `upcast` has it.
   */
  constructor(
    private readonly url: string,
    private readonly upcast: Upcast,
    private readonly limits: Limits = LIMITS,
  ) {
    this.target = targetOf(url);
    this.inactivity = new InactivityTimeout({ silence: limits.silence, call: limits.call }, isAnswer);
    this.asking = new InactivityTimeout({ silence: limits.ask, call: limits.ask }, isAnswer);
  }

  /** Whoever leads; throws EngineUnavailable where nobody says so. */
  leader(): Promise<Node> {
    if (this.isClosed) return Promise.reject(closed());
    if (this.current) return Promise.resolve(this.current);
    return (this.searching ??= this.search().finally(() => (this.searching = null)));
  }

  /**
   * Makes a call that may be made again: where its outcome is unknown it is, on whoever leads then.
   * Throws what the engine answered, or EngineUnavailable.
   */
  async callUntilKnown<Answer>(call: (node: Node, sign: () => void) => Promise<Answer>): Promise<Answer> {
    const began = Date.now();
    for (;;) {
      let node: Node | null = null;
      const attempt = async (): Promise<Answer> => {
        node = await this.leader();
        return call(node, () => this.inactivity.sign());
      };
      try {
        return await this.inactivity.wait(attempt(), began + this.limits.call - Date.now());
      } catch (error) {
        if (error instanceof Silence && node) this.lost(node, null);
        const fault = asEngineFault(error);
        if (!fault.outcomeUnknown || this.isLong(began)) throw fault.error;
        await new Promise((resolve) => setTimeout(resolve, RETRY_PAUSE_MS));
      }
    }
  }

  /** The client of whoever leads, for subscriptions and consumer groups: they end when it is given up. */
  async streams(): Promise<NodeClient> {
    const node = await this.leader();
    this.watching ??= setInterval(() => void this.watch(), WATCH_EVERY_MS).unref();
    return node.client;
  }

  /** The native client of whoever leads, for reads of the past; null where this machine has none. */
  async history(): Promise<BridgeClient | null> {
    return (await this.leader()).bridge(this.url);
  }

  /** What was read, as ours; null where there is none to see, or something else wrote it. */
  recorded(resolved: ResolvedEvent | AllStreamResolvedEvent): Recorded | null {
    return recordedOf(resolved, this.upcast);
  }

  /** What the native client read, as ours; null where something else wrote it. Throws CreatedUnknown. */
  recordedAt(position: Position, event: RawEvent): Recorded | null {
    return recordedAt(position, event, this.upcast);
  }

  /** Something came over a subscription. */
  sign(): void {
    this.inactivity.sign();
  }

  /** Resolves when a node leads and answers; throws EngineUnavailable that says what is wrong. */
  async ping(): Promise<void> {
    try {
      await (await this.leader()).leads();
    } catch (error) {
      throw asEngineFault(error).error;
    }
  }

  close(): void {
    this.isClosed = true;
    this.current?.close();
    this.letGo();
  }

  /** Whoever comes while the engine was away for long already need not wait as well. */
  private isLong(began: number): boolean {
    return Date.now() - Math.min(began, this.awaySince ?? began) > this.limits.retry;
  }

  private async search(): Promise<Node> {
    this.awaySince ??= Date.now();
    const { seeds, isCluster, settings } = this.target;
    const hinted = this.hint ? [this.hint] : [];
    this.hint = null;
    const places = isCluster
      ? { named: hinted, seeds: [...seeds, ...this.members] }
      : { named: [...hinted, ...seeds], seeds: [] };
    const open = (endpoint: EndPoint): Node =>
      new Node(endpoint, settings, this.asking, (node, leader) => this.lost(node, leader));
    const { node, members } = await findLeader(places, open);
    this.members = members;
    if (this.isClosed) {
      node.close();
      throw closed();
    }
    this.current = node;
    this.awaySince = null;
    this.inactivity.sign();
    return node;
  }

  /** The node leads no more, as far as anybody can tell. What is under way on it is settled by being done again. */
  private lost(node: Node, leader: EndPoint | null): void {
    if (this.current !== node) return;
    this.letGo();
    this.hint = leader;
    node.close();
  }

  private letGo(): void {
    this.current = null;
    if (this.watching) clearInterval(this.watching);
    this.watching = null;
  }

  private async watch(): Promise<void> {
    const node = this.current;
    try {
      await node?.leads(this.inactivity);
    } catch (error) {
      if (node && error instanceof Silence) this.lost(node, null);
    }
  }
}

const closed = (): Error => new EngineUnavailable('the connection to EventStoreDB is closed');
