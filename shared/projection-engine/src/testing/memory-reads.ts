import { setTimeout as delay } from 'node:timers/promises';
import {
  BEGINNING,
  type Build,
  EngineUnavailable,
  liveOf,
  modelId,
  type Position,
  type ReadModel,
  watermarkOf,
} from '@doremi/event-sourcing';
import type { ReadModelStore } from '@doremi/read-models';

/** What tests read of a read model: its live build, and how far that is. */
export interface Reads<Document> {
  readonly byKey: (key: string) => Promise<Document | null>;
  /** Everything up to here is shown. Throws EngineUnavailable while there is no build that has seen everything once. */
  readonly watermark: () => Promise<Position>;
  /** Waits until everything up to there is shown; false when it was not within `timeoutMs`. */
  readonly waitFor: (position: Position, timeoutMs: number) => Promise<boolean>;
}

/** Milliseconds. */
const LOOK_EVERY = 2;

/** Reads straight from a store, whoever writes it. */
export const memoryReads = <Document extends object>(
  { builds, partitions, documentsOf }: ReadModelStore,
  model: ReadModel<Document>,
): Reads<Document> => {
  const live = async (): Promise<Build> => {
    const found = liveOf(await builds.list(), modelId(model));
    if (!found?.builtAt) throw new EngineUnavailable(`the read model ${modelId(model)} is not built yet`);
    return found;
  };
  const watermark = async (): Promise<Position> => watermarkOf(await partitions.list([(await live()).id])) ?? BEGINNING;
  return {
    watermark,
    byKey: async (key) =>
      ((await documentsOf(await live()).load([key])).get(key)?.document as Document | undefined) ?? null,
    waitFor: async (position, timeoutMs) => {
      for (const giveUpAt = Date.now() + timeoutMs; Date.now() < giveUpAt; await delay(LOOK_EVERY))
        if ((await watermark()) >= position) return true;
      return false;
    },
  };
};
