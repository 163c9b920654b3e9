import { BEGINNING, type Partition, type Witness } from '@doremi/event-sourcing';
import type { ReadModelStore } from '@doremi/read-models';

/** So many are kept of each partition: the newest. */
const WITNESSES = 16;

type Stored = { -readonly [Field in keyof Partition]: Partition[Field] };

/** The partitions of all builds, in memory, with the same fences: owner, epoch, and the position that it moves from. */
export const memoryPartitions = (): ReadModelStore['partitions'] => {
  const partitions = new Map<string, Stored>();
  const witnesses = new Map<string, Witness[]>();
  const held = (owner: string, { id, epoch }: Pick<Partition, 'id' | 'epoch'>): Stored | undefined => {
    const own = partitions.get(id);
    return own?.owner === owner && own.epoch === epoch ? own : undefined;
  };

  return {
    prepare: async ({ id: build, partitions: count }) => {
      for (let number = 0; number < count; number++) {
        const id = `${build}/${number}`;
        if (partitions.has(id)) continue;
        const fresh = { position: BEGINNING, owner: null, epoch: 0, until: new Date(0), handled: 0, caughtUp: false };
        partitions.set(id, { id, build, number, ...fresh, behindSince: null, parked: [], witnessed: 0 });
      }
      return Promise.resolve();
    },
    list: async (builds) => {
      const some = [...partitions.values()].filter(({ build }) => !builds || builds.includes(build));
      return Promise.resolve(some.map((one) => ({ ...one, parked: [...one.parked] })));
    },
    witnesses: async (ids) =>
      Promise.resolve(new Map(ids.flatMap((id) => (partitions.has(id) ? [[id, [...(witnesses.get(id) ?? [])]]] : [])))),
    acquire: async (owner, seen, until) => {
      for (const { id, epoch, until: end } of seen) {
        const own = partitions.get(id);
        if (own?.epoch === epoch && own.until.getTime() === end.getTime())
          Object.assign(own, { owner, until, epoch: epoch + 1 });
      }
      return Promise.resolve();
    },
    renew: async (owner, leases, until) => {
      for (const lease of leases) {
        const own = held(owner, lease);
        if (own && own.until < until) own.until = until;
      }
      return Promise.resolve();
    },
    release: async (owner, leases) => {
      for (const lease of leases) Object.assign(held(owner, lease) ?? {}, { owner: null, until: new Date(0) });
      return Promise.resolve();
    },
    checkpoint: async (owner, checkpoints, until) => {
      let matched = 0;
      for (const { was, position, handled, caughtUp, behindSince, parked = [], witness, ...lease } of checkpoints) {
        const own = held(owner, lease);
        if (own?.position !== was) continue;
        matched++;
        own.position = position;
        own.until = own.until < until ? until : own.until;
        own.handled += handled;
        own.caughtUp ||= caughtUp;
        own.behindSince = behindSince;
        own.parked = [...new Set([...own.parked, ...parked])];
        if (!witness) continue;
        own.witnessed = witness.number;
        witnesses.set(own.id, [witness.event, ...(witnesses.get(own.id) ?? [])].slice(0, WITNESSES));
      }
      return Promise.resolve(matched === checkpoints.length);
    },
    handBack: async (owner, lease, position, keys) => {
      const own = held(owner, lease);
      if (own?.position !== position) return false;
      own.parked = own.parked.filter((key) => !keys.includes(key));
      own.epoch++;
      return Promise.resolve(true);
    },
    drop: async (build) => {
      for (const [id, one] of partitions) if (one.build === build) partitions.delete(id);
      return Promise.resolve();
    },
  };
};
