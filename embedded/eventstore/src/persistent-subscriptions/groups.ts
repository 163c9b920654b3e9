import { groupDoesNotExist, groupExists, persistentSubscriptionFailed, subscriptionDropped } from '../grpc/failures.js';
import type { EventStore } from '../store/event-store.js';
import { checkDefinition } from './check-definition.js';
import { CheckpointStream } from './checkpoint-stream.js';
import { GroupConfig } from './group-config.js';
import { groupKey } from './group-definition.js';
import type { GroupDefinition } from './group-definition.js';
import { Group } from './group.js';

const TICK_MILLISECONDS = 100;
const CANNOT_RESTART = 'Persistent Subscriptions cannot be restarted as it is in the wrong state.';

/** All persistent subscriptions, brought back from the log when the server starts, or when its node becomes the leader. */
export class Groups {
  readonly #groups = new Map<string, Group>();
  readonly #config: GroupConfig;
  /** Undefined while it does not run: on a node that does not lead. */
  #stop: (() => void) | undefined;

  constructor(private readonly store: EventStore) {
    this.#config = new GroupConfig(store);
  }

  start(): void {
    for (const definition of this.#config.load()) this.#add(definition);
    const unsubscribe = this.store.onCommit(() => this.#groups.forEach((group) => group.schedule()));
    const tick = (): void => this.#groups.forEach((group) => group.tick(Date.now()));
    const ticker = setInterval(tick, TICK_MILLISECONDS).unref();
    this.#stop = () => {
      clearInterval(ticker);
      unsubscribe();
    };
  }

  all(): Group[] {
    return [...this.#groups.values()];
  }

  /** Throws the error to answer with when there is no such group. */
  get(stream: string, name: string): Group {
    const group = this.#groups.get(groupKey(stream, name));
    if (!group) throw groupDoesNotExist(stream, name);
    return group;
  }

  async create(definition: GroupDefinition): Promise<void> {
    const { stream, group: name } = definition;
    checkDefinition(definition, this.store.reader.lastPosition);
    if (this.#groups.has(groupKey(stream, name))) throw groupExists(stream, name);
    this.#add(definition);
    await this.#save();
  }

  /** New settings, the same progress. Consumers are dropped and have to come back, as with the engine. */
  async update(definition: GroupDefinition): Promise<void> {
    const old = this.get(definition.stream, definition.group);
    checkDefinition(definition, this.store.reader.lastPosition);
    const { filter } = old.definition; // it cannot be changed
    this.#close(old);
    this.#add({ ...definition, filter }, old.checkpoints);
    await this.#save();
  }

  async delete(stream: string, name: string): Promise<void> {
    const group = this.get(stream, name);
    this.#groups.delete(group.key);
    this.#close(group);
    await Promise.all([group.checkpoints.delete(), group.parked.delete(), this.#save()]);
  }

  /** Ends every consumer's call: the server stops, or another node leads. */
  stop(): void {
    this.#stop?.();
    this.#stop = undefined;
    this.#groups.forEach((group) => this.#close(group));
    this.#groups.clear();
  }

  /** Stops, and starts with what is written down; throws the error to answer with where it does not run. */
  restart(): void {
    if (!this.#stop) throw persistentSubscriptionFailed('', '', CANNOT_RESTART);
    this.stop();
    this.start();
  }

  #close(group: Group): void {
    group.close(subscriptionDropped(group.definition.stream, group.definition.group));
  }

  #add(definition: GroupDefinition, checkpoints = new CheckpointStream(this.store, definition)): void {
    const group = new Group(this.store, definition, checkpoints);
    this.#groups.set(group.key, group);
  }

  #save(): Promise<void> {
    return this.#config.save(this.all().map(({ definition }) => definition));
  }
}
