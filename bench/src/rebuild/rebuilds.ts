import { setTimeout as pause } from 'node:timers/promises';
import type { Db, Document } from 'mongodb';

const LOOK_EVERY = 20;
const DONE_WITHIN = 60 * 60_000;

/** A build as it stands in the registry. */
export interface BuildSeen {
  readonly id: string;
  readonly name: string;
  readonly state: string;
  readonly createdAt: Date;
  readonly builtAt: Date | null;
  readonly promotedAt: Date | null;
}

/** What rebuilding some projections together took. */
export interface Rebuilt {
  readonly builds: readonly BuildSeen[];
  /** From the first one's beginning to the last one's promotion. */
  readonly seconds: number;
  /** Events folded, once per projection. */
  readonly handled: number;
}

interface Registered {
  readonly _id: string;
  readonly name: string;
  readonly builds: Readonly<Record<string, Omit<BuildSeen, 'id' | 'name'>>>;
}

/** Rebuilds as an operator asks for them, watched in the engine's own records rather than through our code. */
export class Rebuilds {
  /** Where the worker listens. */
  port = 0;

  constructor(
    private readonly main: Db,
    private readonly admin: Db,
  ) {}

  async list(): Promise<BuildSeen[]> {
    const models = await this.main.collection<Registered>('models').find().toArray();
    return models.flatMap(({ _id, name, builds }) =>
      Object.entries(builds).map(([number, build]) => ({ ...build, id: `${_id}_b${number}`, name })),
    );
  }

  /** The names of all projections. */
  async names(): Promise<string[]> {
    return [...new Set((await this.list()).map(({ name }) => name))];
  }

  /** Begins new builds; returns their ids. */
  begin(names: readonly string[]): Promise<string[]> {
    return Promise.all(
      names.map(async (name) => {
        const url = `http://127.0.0.1:${this.port}/ops/projections/${name}/rebuild`;
        // A connection of its own: one that was kept for minutes is closed as it is used again.
        const response = await fetch(url, { method: 'POST', headers: { Connection: 'close' } });
        const { build } = (await response.json()) as { build?: string };
        if (build === undefined) throw new Error(`the rebuild of ${name} was refused: ${response.status}`);
        return build;
      }),
    );
  }

  /** Waits until they are all promoted. */
  async promoted(ids: readonly string[]): Promise<Rebuilt> {
    const giveUpAt = Date.now() + DONE_WITHIN;
    for (;;) {
      const builds = (await this.list()).filter(({ id }) => ids.includes(id));
      if (builds.length === ids.length && builds.every(({ promotedAt }) => promotedAt !== null))
        return { builds, seconds: secondsOf(builds), handled: await this.handledOf(ids) };
      if (Date.now() > giveUpAt) throw new Error(`${ids.join(', ')} were not promoted`);
      await pause(LOOK_EVERY);
    }
  }

  async rebuild(names: readonly string[]): Promise<Rebuilt> {
    return this.promoted(await this.begin(names));
  }

  /** What the partitions of these builds have folded together. */
  async handledOf(ids: readonly string[]): Promise<number> {
    const partitions = await this.main
      .collection<{ readonly handled: number }>('lanes')
      .find({ build: { $in: ids } })
      .toArray();
    return partitions.reduce((sum, { handled }) => sum + handled, 0);
  }

  /** The documents of a build, by key. */
  async documentsOf(id: string): Promise<Document[]> {
    const inMain = await this.main.collection(id).find().sort({ _id: 1 }).toArray();
    return inMain.length > 0 ? inMain : this.admin.collection(id).find().sort({ _id: 1 }).toArray();
  }
}

const secondsOf = (builds: readonly BuildSeen[]): number => {
  const begun = Math.min(...builds.map(({ createdAt }) => createdAt.getTime()));
  const done = Math.max(...builds.map(({ promotedAt }) => promotedAt?.getTime() ?? Number.POSITIVE_INFINITY));
  return (done - begun) / 1_000;
};
