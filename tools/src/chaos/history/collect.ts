import { setTimeout as pause } from 'node:timers/promises';
import { connectEventStore } from '@doremi/event-store';
import { upcast } from '@doremi/domain';
import {
  BEGINNING,
  EngineUnavailable,
  type EventStore,
  liveOf,
  modelId,
  type Position,
  type Recorded,
  watermarkOf,
} from '@doremi/event-sourcing';
import {
  Builds,
  connectMongo,
  contentOf,
  type Mongo,
  ParkedEvents,
  Partitions,
  type StoredDocument,
} from '@doremi/read-models';
import { readSettings } from '@doremi/process';
import { listedProcesses, plannedStandIns } from '@doremi/start';
import type { CardLedger, ReadModelState } from './history.js';
import { freshFold, type AnyProjection } from './fresh-fold.js';

const TRY_AGAIN_AFTER = 250;

/** Looks at what a running system has stored, in engines that are named or in its stand-ins, past all of its services. */
export class Collector {
  private readonly store: EventStore;
  private readonly mongo: Mongo;
  private readonly events: Recorded[] = [];

  constructor(private readonly dataDir: string) {
    const standIns = plannedStandIns(process.env, dataDir);
    const urls = Object.fromEntries(standIns.map(({ name, variable, url }) => [variable, url(this.portOf(name))]));
    const { eventstoreUrl, mongodbUrl, mongodbAdminUrl } = readSettings({ ...process.env, ...urls });
    this.store = connectEventStore(eventstoreUrl, upcast);
    this.mongo = connectMongo(mongodbUrl, { adminUrl: mongodbAdminUrl });
  }

  /** Every event so far. */
  async log(): Promise<readonly Recorded[]> {
    await persevere(async () => {
      const after = this.events.at(-1)?.position ?? BEGINNING;
      const stop = new AbortController();
      for await (const item of this.store.subscribe({ after, signal: stop.signal })) {
        if (item.kind === 'event') this.events.push(item.event);
        if (item.kind === 'caughtUp') stop.abort();
      }
    });
    return this.events;
  }

  /** The lowest watermark of the live builds: everything below is in every read model. */
  async watermark(): Promise<Position> {
    return persevere(async () => {
      const live = (await new Builds(this.mongo).list()).filter(({ state }) => state === 'live');
      return watermarkOf(await new Partitions(this.mongo).list(live.map(({ id }) => id))) ?? BEGINNING;
    });
  }

  async ledger(): Promise<CardLedger> {
    return persevere(async () => {
      const response = await fetch(`http://127.0.0.1:${this.portOf('payment-provider')}/ledger`);
      return (await response.json()) as CardLedger;
    });
  }

  /** The live build of each projection beside a fold of all events that were read so far. */
  async readModels(projections: readonly AnyProjection[]): Promise<ReadModelState[]> {
    return persevere(async () => {
      const builds = await new Builds(this.mongo).list();
      return Promise.all(
        projections.map(async (projection) => {
          const fresh = freshFold(projection, this.events);
          const build = liveOf(builds, modelId(projection));
          if (!build) return { name: projection.name, stored: new Map(), fresh, parked: [] };
          const collection = this.mongo.database(build.database).collection<StoredDocument>(build.id);
          const documents = await collection.find({}).toArray();
          const stored = new Map(documents.map(contentOf).map(({ key, document }) => [key, document]));
          const parked = (await new ParkedEvents(this.mongo).list([build.id])).map(({ key }) => key);
          return { name: projection.name, stored, fresh, parked };
        }),
      );
    });
  }

  async close(): Promise<void> {
    await Promise.all([this.store.close(), this.mongo.close()]);
  }

  private portOf(name: string): number {
    return listedProcesses(this.dataDir).find((one) => one.name === name)?.port ?? 0;
  }
}

/** An engine that was struck a moment ago is waited for; a run that never gets one ends by its own limit. */
const persevere = async <T>(look: () => Promise<T>): Promise<T> => {
  for (;;) {
    try {
      return await look();
    } catch (error) {
      if (!(error instanceof EngineUnavailable)) throw error;
      await pause(TRY_AGAIN_AFTER);
    }
  }
};
