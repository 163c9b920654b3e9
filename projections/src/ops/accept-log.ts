import type { EventStore } from '@doremi/shared/engines/event-store';
import type { Build } from '@doremi/shared/engines/read-side/build';
import type { Lane } from '@doremi/shared/engines/read-side/lanes';
import { BEGINNING } from '@doremi/shared/kernel/position';
import { refuse, type Refusal } from '@doremi/shared/kernel/refusal';
import { recordIn } from '../engine/acceptance.js';
import { Judge, type LogToAsk } from '../engine/judge.js';
import type { WriteAccess } from '../engine/write-access.js';

interface Parts {
  readonly readSide: Pick<WriteAccess, 'builds' | 'lanes' | 'eventLog'>;
  readonly store: LogToAsk & Pick<EventStore, 'read' | 'append'>;
  /** Lets this worker act at once. */
  readonly wake: () => void;
  readonly log: (message: string) => void;
  readonly now: () => Date;
}

export interface LogAcceptance {
  /** How often another log was accepted, with this time. */
  readonly generation: number;
  /** The builds that have to be made anew: they were made from the other one. */
  readonly stranded: readonly string[];
}

/**
 * An operator's word that the event store is right as it is: the mismatch is settled for good. Builds that it does not
 * bear out are fed no more; `rebuild` makes them anew. Whoever asks again, after it was broken off, completes it.
 */
export const acceptLog = async (parts: Parts, by: string): Promise<LogAcceptance | Refusal> => {
  const { readSide, store, wake, log, now } = parts;
  const { generation: before, mismatch } = await readSide.eventLog.read();
  if (!mismatch) return refuse('NO_MISMATCH');
  for (const build of await unproven(parts, new Date(mismatch.provenAt)))
    await readSide.builds.strand(build, 'ANOTHER_LOG');
  const { generation, ...acceptance } = await recordIn(store, mismatch, before, by, now());
  await readSide.eventLog.accept({ generation, by: acceptance.by, at: acceptance.at, mismatch });
  log(`the event store is accepted as it is, as ${by} asked; its generation is ${generation}`);
  wake();
  const stranded = (await readSide.builds.list()).filter((build) => build.stranded && build.state !== 'retired');
  return { generation, stranded: stranded.map(({ id }) => id) };
};

/**
 * The builds that are not borne out by what they handled. One that was under way may have passed what it did not handle,
 * so it counts only where it was begun after the other log was found out.
 */
const unproven = async ({ readSide, store }: Parts, since: Date): Promise<readonly Build[]> => {
  const builds = (await readSide.builds.list()).filter(({ state, stranded }) => state !== 'retired' && !stranded);
  const lanes = await readSide.lanes.list(builds.map(({ id }) => id));
  const witnesses = await readSide.lanes.witnesses(lanes.map(({ id }) => id));
  const judge = new Judge(store);
  const isBorneOut = async ({ id, position }: Lane): Promise<boolean> =>
    position === BEGINNING || (await judge.judge(witnesses.get(id) ?? [])).log === 'SAME';
  const found: Build[] = [];
  for (const build of builds) {
    const own = lanes.filter((lane) => lane.build === build.id);
    const isNew = build.state !== 'building' || build.createdAt > since;
    const verdicts = await Promise.all(own.map(isBorneOut));
    if (!isNew || !verdicts.every(Boolean)) found.push(build);
  }
  return found;
};
