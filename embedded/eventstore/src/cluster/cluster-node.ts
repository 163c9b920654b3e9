import { setTimeout as sleep } from 'node:timers/promises';
import type { ServiceError } from '@grpc/grpc-js';
import { notLeader, operationTimedOut, serverNotReady } from '../grpc/failures.js';
import type { Tables } from '../store/database.js';
import type { EventStore } from '../store/event-store.js';
import type { Operation, Outcome } from '../store/operation.js';
import { Committed } from './committed.js';
import { Journal } from './journal.js';
import { Leadership } from './leadership.js';
import type { NodeParts } from './leadership.js';
import { Members } from './members.js';
import type { MemberState, ObservedMember } from './members.js';
import type { AppendReply, AppendRequest, ProposeReply, ProposeRequest, VoteReply, VoteRequest } from './messages.js';
import type { NodeCalls } from './node-service.js';
import { Peers } from './peers.js';
import { hostOf, majorityOf, portOf } from './settings.js';
import type { NodeSettings } from './settings.js';

/** Times the heartbeat timeout. */
const LOOKS = 1 / 10;
const PATIENCE_WITH_A_LEADER = { least: 1.2, most: 1.6 };
const PATIENCE_WITH_A_VOTER = 1 / 2;
const ALIVE = 1.5;
/** In milliseconds: how long a node waits between two tries while nobody leads. */
const PATIENCE_WITHOUT_A_LEADER = { least: 100, most: 400 };

/**
 * A node of a cluster. The nodes agree on one journal of operations as Raft has it: a leader for each epoch, elected by a
 * majority among those whose journal is not behind theirs; what a majority has on disk is done, by every node in the same
 * order. Source: Ongaro and Ousterhout, "In Search of an Understandable Consensus Algorithm", with its trial votes.
 */
export class ClusterNode {
  readonly #parts: NodeParts;
  readonly #ticker: NodeJS.Timeout;
  #leader: string | null = null;
  #leadership: Leadership | null = null;
  #isInStep = false;
  #isStanding = false;
  #isStopped = false;
  /** In milliseconds of `performance.now()`. */
  #heardOfLeaderAt = -Infinity;
  #lookedAt = performance.now();
  #patientUntil: number;

  constructor(
    settings: NodeSettings,
    tables: Tables,
    store: EventStore,
    private readonly lead: { gained(): void; lost(): void },
  ) {
    const { self, peers, heartbeatTimeout } = settings;
    const journal = new Journal(tables);
    this.#parts = {
      settings,
      journal,
      committed: new Committed(journal, store, (index, outcomes) => this.#leadership?.done(index, outcomes)),
      members: new Members(self, peers, ALIVE * heartbeatTimeout, () => ({ state: this.#state, epoch: this.epoch })),
      peers: new Peers(peers),
    };
    store.writeThrough((operation) => this.write(operation));
    this.#patientUntil = between(PATIENCE_WITHOUT_A_LEADER);
    this.#ticker = setInterval(() => this.#look(), heartbeatTimeout * LOOKS);
  }

  get epoch(): number {
    return this.#parts.journal.ballot.epoch;
  }

  /** All members as this node sees them. */
  get members(): ObservedMember[] {
    return this.#parts.members.observed();
  }

  /** What to answer a call that only the leader takes; undefined on the leader. */
  get refusal(): ServiceError | undefined {
    return this.#leads ? undefined : refusal(this.#otherLeader);
  }

  /** How it answers the other nodes. */
  get answers(): NodeCalls {
    return {
      vote: (request) => this.#vote(request),
      append: (request) => this.#append(request),
      propose: (request) => this.#propose(request),
      takeOver: ({ epoch }) => {
        if (epoch === this.epoch && !this.#leadership) void this.#stand(true);
        return {};
      },
    };
  }

  /** Does an operation, or has the leader do it, as the engine forwards writes. Rejects when nobody leads or knows. */
  async write(operation: Operation): Promise<Outcome> {
    if (this.#leads) return this.#leadership!.propose(operation);
    if (this.#otherLeader === null) throw serverNotReady();
    return this.#forward(this.#otherLeader, operation);
  }

  /** A leader hands the lead over to a follower that has everything, and takes no writes until then. */
  async resign(): Promise<void> {
    const leadership = this.#leadership;
    if (!leadership || !this.#leads) return;
    const heir = await leadership.resign();
    if (heir === null || this.#leadership !== leadership) return;
    this.#follow(null);
    const { peers, settings } = this.#parts;
    await peers.call(heir, 'takeOver', { epoch: leadership.epoch }, settings.heartbeatTimeout).catch(() => undefined);
  }

  stop(): void {
    this.#isStopped = true;
    clearInterval(this.#ticker);
    this.#parts.committed.stop();
    this.#follow(null);
    this.#parts.peers.close();
  }

  get #state(): MemberState {
    const leadership = this.#leadership;
    if (leadership) return leadership.isResigning ? 'RESIGNINGLEADER' : leadership.isReady ? 'LEADER' : 'PRELEADER';
    return this.#leader === null ? 'UNKNOWN' : this.#isInStep ? 'FOLLOWER' : 'CATCHINGUP';
  }

  get #leads(): boolean {
    return this.#state === 'LEADER';
  }

  /** Where to send who wants the leader: nowhere while this node is about to lead, or to stop leading. */
  get #otherLeader(): string | null {
    return this.#leadership ? null : this.#leader;
  }

  get #hearsLeader(): boolean {
    if (this.#leadership) return this.#leadership.hasMajority;
    return performance.now() - this.#heardOfLeaderAt < this.#parts.settings.heartbeatTimeout;
  }

  /** Gives a leader, or who is about to be one, time to say something. */
  #bePatient(): void {
    this.#patientUntil = between(PATIENCE_WITH_A_LEADER, this.#parts.settings.heartbeatTimeout);
  }

  #look(): void {
    const now = performance.now();
    const wasAway = now - this.#lookedAt > this.#parts.settings.heartbeatTimeout / 2;
    this.#lookedAt = now;
    if (wasAway) {
      this.#bePatient(); // what it did not hear may wait to be read
      this.#leadership?.bePatient();
    } else if (this.#leadership) {
      if (!this.#leadership.hasMajority) this.#follow(null);
    } else if (now > this.#patientUntil) {
      void this.#stand(false);
    }
  }

  #follow(leader: string | null): void {
    const leadership = this.#leadership;
    this.#leadership = null;
    this.#leader = leader;
    this.#isInStep = false;
    if (leader === null) this.#patientUntil = between(PATIENCE_WITHOUT_A_LEADER);
    if (!leadership) return;
    leadership.end();
    this.lead.lost();
  }

  /** Somebody is in a later epoch. */
  #enter(epoch: number): void {
    this.#parts.journal.cast({ epoch, vote: null });
    this.#follow(null);
  }

  /** Stands for election; unless it is sure to be wanted, it asks first whether it would win. */
  async #stand(isWanted: boolean): Promise<void> {
    if (this.#isStanding) return;
    this.#isStanding = true;
    this.#follow(null);
    if (isWanted || (await this.#poll(this.epoch + 1, true))) await this.#elect();
    this.#isStanding = false;
  }

  async #elect(): Promise<void> {
    if (this.#leader !== null || this.#isStopped) return; // somebody was faster
    const { journal, settings } = this.#parts;
    const epoch = this.epoch + 1;
    journal.cast({ epoch, vote: settings.self });
    const isElected = await this.#poll(epoch, false);
    if (!isElected || this.epoch !== epoch || this.#isStopped) return;
    this.#leader = settings.self;
    this.#leadership = new Leadership(epoch, this.#parts, {
      ready: () => this.lead.gained(),
      overtaken: (later) => this.#enter(later),
    });
    this.#leadership.start();
  }

  #poll(epoch: number, isTrial: boolean): Promise<boolean> {
    const { settings, journal, members, peers } = this.#parts;
    const { lastIndex, lastEpoch } = journal;
    const request = { epoch, candidate: settings.self, lastIndex, lastEpoch, isTrial, members: members.all() };
    const ask = async (peer: string): Promise<boolean> => {
      const reply = await peers.call(peer, 'vote', request, settings.heartbeatTimeout * PATIENCE_WITH_A_VOTER);
      members.heard(reply.members);
      if (reply.epoch > this.epoch) this.#enter(reply.epoch);
      return reply.granted;
    };
    return areAtLeast(
      majorityOf(settings) - 1,
      settings.peers.map((peer) => ask(peer).catch(() => false)),
    );
  }

  #vote(request: VoteRequest): VoteReply {
    const { journal, members } = this.#parts;
    members.heard(request.members);
    if (!request.isTrial && request.epoch > this.epoch) this.#enter(request.epoch);
    const isBehind =
      request.lastEpoch < journal.lastEpoch ||
      (request.lastEpoch === journal.lastEpoch && request.lastIndex < journal.lastIndex);
    const granted = !isBehind && (request.isTrial ? this.#wouldVote(request) : this.#giveVote(request));
    return { epoch: this.epoch, granted, members: members.all() };
  }

  #wouldVote({ epoch }: VoteRequest): boolean {
    return epoch > this.epoch && !this.#hearsLeader;
  }

  #giveVote({ epoch, candidate }: VoteRequest): boolean {
    const { journal } = this.#parts;
    const { vote } = journal.ballot;
    if (epoch !== this.epoch || (vote !== null && vote !== candidate)) return false;
    if (vote === null) journal.cast({ epoch, vote: candidate });
    this.#bePatient();
    return true;
  }

  #append(request: AppendRequest): AppendReply {
    const { journal, committed, members, settings } = this.#parts;
    const { epoch, leader, previousIndex, previousEpoch, entries } = request;
    members.heard(request.members);
    const answer = (accepted: boolean): AppendReply => {
      const lastIndex = Math.min(journal.lastIndex, previousIndex - 1);
      return { epoch: this.epoch, accepted, lastIndex, members: members.all() };
    };
    if (epoch < this.epoch) return answer(false);
    if (epoch > this.epoch) this.#enter(epoch);
    if (this.#leader !== leader) this.#follow(leader);
    this.#heardOfLeaderAt = performance.now();
    this.#bePatient();
    if (journal.epochAt(previousIndex) !== previousEpoch) return answer(false);
    journal.write(previousIndex, entries);
    const matched = previousIndex + entries.length;
    committed.reachAfter(Math.min(request.committed, matched), settings.replicationDelay);
    this.#isInStep = matched >= request.committed;
    return answer(true);
  }

  async #propose({ operation }: ProposeRequest): Promise<ProposeReply> {
    if (!this.#leads) return { kind: 'not-leader', leader: this.#otherLeader };
    return this.#leadership!.propose(operation).then(
      (outcome) => ({ kind: 'done', outcome }),
      () => ({ kind: 'unknown' }),
    );
  }

  /** Like the engine, waits until the time is up when the leader does not answer, even if it is gone. */
  async #forward(leader: string, operation: Operation): Promise<Outcome> {
    const { peers, settings } = this.#parts;
    const giveUpAt = performance.now() + settings.forwardTimeout;
    const reply = await peers.call(leader, 'propose', { operation }, settings.forwardTimeout).catch(() => undefined);
    if (reply?.kind === 'done') return reply.outcome;
    if (reply?.kind === 'unknown') throw operationTimedOut('Request canceled by server');
    if (reply?.kind === 'not-leader') throw refusal(reply.leader);
    await sleep(Math.max(giveUpAt - performance.now(), 0), undefined, { ref: false });
    throw operationTimedOut('Forwarding timeout');
  }
}

const between = ({ least, most }: { least: number; most: number }, unit = 1): number =>
  performance.now() + unit * (least + Math.random() * (most - least));

const refusal = (leader: string | null): ServiceError =>
  leader === null ? serverNotReady() : notLeader(hostOf(leader), portOf(leader));

/** Whether so many of the answers are yes; known as soon as they are. */
const areAtLeast = (needed: number, answers: readonly Promise<boolean>[]): Promise<boolean> =>
  new Promise((resolve) => {
    let count = 0;
    const counted = answers.map((answer) => answer.then((yes) => yes && ++count >= needed && resolve(true)));
    void Promise.all(counted).then(() => resolve(count >= needed));
  });
