import { groupDoesNotExist, groupExists, subscriptionDropped } from '../grpc/failures.js';
import type { Documents } from '../store/documents.js';
import type { EventStore } from '../store/event-store.js';
import { groupKey } from './group-definition.js';
import type { GroupDefinition } from './group-definition.js';
import { GroupSource } from './group-source.js';
import { Group } from './group.js';
import type { GroupProgress } from './group.js';

interface GroupDocument {
  readonly definition: GroupDefinition;
  readonly progress: GroupProgress;
}

const TICK_MILLISECONDS = 100;

/** All persistent subscriptions, brought back from disk when the server starts, or when its node becomes the leader. */
export class Groups {
  readonly #groups = new Map<string, Group>();
  readonly #documents: Documents<GroupDocument>;
  #stop: () => void = () => undefined;

  constructor(private readonly store: EventStore) {
    this.#documents = store.subscriptionDocuments();
  }

  start(): void {
    for (const { definition, progress } of this.#documents.all()) this.#add(definition, progress);
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
    const key = groupKey(definition.stream, definition.group);
    if (this.#groups.has(key)) throw groupExists(definition.stream, definition.group);
    const startCursor = new GroupSource(this.store, definition).before(definition.startFrom);
    await this.#save(this.#add(definition, { startCursor, checkpoint: null }));
  }

  /** New settings, the same progress. Consumers are dropped and have to come back, as with the engine. */
  async update(definition: GroupDefinition): Promise<void> {
    const { stream, group: name } = definition;
    const old = this.get(stream, name);
    const { filter } = old.definition; // it cannot be changed
    const startCursor = old.source.before(definition.startFrom);
    const group = this.#add({ ...definition, filter }, { startCursor, checkpoint: old.progress.checkpoint });
    old.dropConsumers(subscriptionDropped(stream, name));
    await this.#save(group);
  }

  async delete(stream: string, name: string): Promise<void> {
    const group = this.get(stream, name);
    this.#groups.delete(group.key);
    group.dropConsumers(groupDoesNotExist(stream, name));
    await this.#documents.remove(group.key);
    await group.parked.delete();
  }

  stop(): void {
    this.#stop();
    this.#groups.forEach((group) => group.close());
    this.#groups.clear();
  }

  /** Stops, and ends every consumer's call: another node leads. */
  handOver(): void {
    for (const group of this.#groups.values()) {
      group.dropConsumers(subscriptionDropped(group.definition.stream, group.definition.group));
    }
    this.stop();
  }

  #add(definition: GroupDefinition, progress: GroupProgress): Group {
    const group = new Group(this.store, definition, progress, (checkpoint) => {
      group.progress = { ...group.progress, checkpoint };
      this.#save(group).catch(() => undefined); // without it, some messages come again
    });
    this.#groups.set(group.key, group);
    return group;
  }

  #save({ key, definition, progress }: Group): Promise<void> {
    return this.#documents.put(key, { definition, progress });
  }
}
