import { operationTimedOut } from '../grpc/failures.js';
import { encodeOperations } from '../store/operation.js';
import type { Operation, Outcome } from '../store/operation.js';
import type { Committed } from './committed.js';
import { FollowerLink } from './follower-link.js';
import type { Entry, Journal } from './journal.js';
import type { Members } from './members.js';
import type { AppendReply, AppendRequest } from './messages.js';
import type { Peers } from './peers.js';
import { majorityOf } from './settings.js';
import type { NodeSettings } from './settings.js';

/** What a node works with, whether it leads or not. */
export interface NodeParts {
  readonly settings: NodeSettings;
  readonly journal: Journal;
  readonly committed: Committed;
  readonly members: Members;
  readonly peers: Peers;
}

interface Proposal {
  readonly operation: Operation;
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (reason: unknown) => void;
}

/** No entry is larger than a message may be: an operation has at most 1 MiB of data. */
const ENTRY_OPERATIONS = 8;

/** How often a leader is heard within a heartbeat timeout. */
const HEARTBEATS = 5;

/** One epoch of a node as the leader. An operation is answered for when a majority has it on disk and it is done here. */
export class Leadership {
  #waiting: Proposal[] = [];
  readonly #proposed = new Map<number, Proposal[]>();
  readonly #links: ReadonlyMap<string, FollowerLink>;
  /** Of the entry that says that this epoch has begun: once it is done, so is everything of former leaders. */
  readonly #firstIndex: number;
  #isResigning = false;
  #isOver = false;
  #handOver: (heir: string | null) => void = () => undefined;

  constructor(
    readonly epoch: number,
    private readonly parts: NodeParts,
    private readonly events: { ready(): void; overtaken(epoch: number): void },
  ) {
    this.#links = new Map(parts.settings.peers.map((peer) => [peer, this.#linkTo(peer)]));
    this.#firstIndex = parts.journal.lastIndex + 1;
    this.#write([[]]);
  }

  /** Begins to send. */
  start(): void {
    this.#links.forEach((link) => void link.run());
    this.#advance();
  }

  get isReady(): boolean {
    return this.parts.journal.done >= this.#firstIndex;
  }

  get isResigning(): boolean {
    return this.#isResigning;
  }

  /** Whether a majority, this node included, has answered within the heartbeat timeout. */
  get hasMajority(): boolean {
    const { settings } = this.parts;
    const oldest = performance.now() - settings.heartbeatTimeout;
    const heard = [...this.#links.values()].filter((link) => link.heardAt >= oldest);
    return heard.length + 1 >= majorityOf(settings);
  }

  /** This node was away itself, and the followers' answers may wait to be read. */
  bePatient(): void {
    this.#links.forEach((link) => (link.heardAt = performance.now()));
  }

  /** Resolves once the operation is done; rejects when this node loses the lead before it knows. */
  propose(operation: Operation): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      if (this.#waiting.push({ operation, resolve, reject }) === 1) setImmediate(() => this.#proposeWaiting());
    });
  }

  /** An entry is done here. */
  done(index: number, outcomes: readonly Outcome[]): void {
    this.#proposed.get(index)?.forEach(({ resolve }, n) => resolve(outcomes[n]!));
    this.#proposed.delete(index);
    this.#links.forEach((link) => link.notify());
    if (index === this.#firstIndex) this.events.ready();
    this.#handOverWhenDone();
  }

  /** Takes no more proposals, and resolves with a follower that has everything; null when the lead was lost before. */
  resign(): Promise<string | null> {
    this.#isResigning = true;
    return new Promise((resolve) => {
      this.#handOver = resolve;
      this.#handOverWhenDone();
    });
  }

  /** Nobody can know any more what becomes of what is not answered for. */
  end(): void {
    this.#isOver = true;
    this.#links.forEach((link) => link.end());
    const unanswered = [...[...this.#proposed.values()].flat(), ...this.#waiting];
    this.#proposed.clear();
    this.#waiting = [];
    unanswered.forEach(({ reject }) => reject(operationTimedOut('Request canceled by server')));
    this.#handOver(null);
  }

  #linkTo(peer: string): FollowerLink {
    const { settings, journal, members, peers } = this.parts;
    const { self, heartbeatTimeout } = settings;
    const messageFrom = (index: number): AppendRequest => ({
      epoch: this.epoch,
      leader: self,
      previousIndex: index - 1,
      previousEpoch: journal.epochAt(index - 1)!,
      entries: journal.read(index, journal.lastIndex),
      committed: journal.done,
      members: members.all(),
    });
    const leader = {
      get lastIndex() {
        return journal.lastIndex;
      },
      get done() {
        return journal.done;
      },
      messageFrom,
      send: (message: AppendRequest) => peers.call(peer, 'append', message, heartbeatTimeout).catch(() => undefined),
      answered: (reply: AppendReply) => {
        members.heard(reply.members);
        if (reply.epoch > this.epoch) this.events.overtaken(reply.epoch);
        else this.#advance();
      },
    };
    return new FollowerLink(leader, heartbeatTimeout / HEARTBEATS);
  }

  /** Writes an entry for each of the groups. */
  #write(groups: readonly Proposal[][]): void {
    const { journal } = this.parts;
    const first = journal.lastIndex + 1;
    const entry = (group: Proposal[]): Entry => ({
      epoch: this.epoch,
      operations: encodeOperations(group.map(({ operation }) => operation)),
    });
    journal.write(journal.lastIndex, groups.map(entry));
    groups.forEach((group, n) => this.#proposed.set(first + n, group));
  }

  #proposeWaiting(): void {
    const proposals = this.#waiting;
    this.#waiting = [];
    if (this.#isOver || proposals.length === 0) return;
    const groups: Proposal[][] = [];
    for (let n = 0; n < proposals.length; n += ENTRY_OPERATIONS) groups.push(proposals.slice(n, n + ENTRY_OPERATIONS));
    this.#write(groups);
    this.#links.forEach((link) => link.notify());
    this.#advance();
  }

  /** A leader counts only what it wrote itself: what a former one left may be written over as long as nothing follows it. */
  #advance(): void {
    const { settings, journal, committed } = this.parts;
    const held = [journal.lastIndex, ...[...this.#links.values()].map((link) => link.matched)].sort((a, b) => b - a);
    const index = held[majorityOf(settings) - 1]!;
    if (index > journal.done && journal.epochAt(index) === this.epoch) committed.reach(index);
    this.#handOverWhenDone();
  }

  #handOverWhenDone(): void {
    const { lastIndex, done } = this.parts.journal;
    if (!this.#isResigning || this.#waiting.length > 0 || done < lastIndex) return;
    const [heir] = [...this.#links].filter(([, link]) => link.matched === lastIndex).map(([peer]) => peer);
    if (heir !== undefined) this.#handOver(heir);
  }
}
