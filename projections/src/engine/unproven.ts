import type { Build } from '@doremi/shared/engines/read-side/build';
import type { Lane } from '@doremi/shared/engines/read-side/lanes';
import { BEGINNING } from '@doremi/shared/kernel/position';
import { Judge, type LogToAsk } from './judge.js';
import type { WriteAccess } from './write-access.js';

export interface LogAndBuilds {
  readonly store: LogToAsk;
  readonly readSide: Pick<WriteAccess, 'builds' | 'lanes'>;
  readonly log: (message: string) => void;
}

/**
 * Has the builds fed no more that are not borne out by what they handled. It comes before the record says that another
 * log was accepted: from then on, a build that is fed and refuted proves that the log was replaced once more.
 * `since` is when the other log was found out. Throws EngineUnavailable.
 */
export const strandUnproven = async (parts: LogAndBuilds, since: Date): Promise<void> => {
  for (const build of await unproven(parts, since))
    if (await parts.readSide.builds.strand(build, 'ANOTHER_LOG'))
      parts.log(`${build.id} is fed no more: what it handled does not show that it was made from this log`);
};

/**
 * One that was under way may have passed what it did not handle, so it counts only where it was begun after the other log
 * was found out.
 */
const unproven = async ({ readSide, store }: LogAndBuilds, since: Date): Promise<readonly Build[]> => {
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
