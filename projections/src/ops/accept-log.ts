import type { EventStore } from '@doremi/shared/engines/event-store';
import { refuse, type Refusal } from '@doremi/shared/kernel/refusal';
import { recordIn } from '../engine/acceptance.js';
import type { LogToAsk } from '../engine/judge.js';
import { strandUnproven } from '../engine/unproven.js';
import type { WriteAccess } from '../engine/write-access.js';
import type { LogAcceptance } from './ops.responses.js';

interface Parts {
  readonly readSide: Pick<WriteAccess, 'builds' | 'lanes' | 'eventLog'>;
  readonly store: LogToAsk & Pick<EventStore, 'read' | 'append'>;
  /** Lets this worker act at once. */
  readonly wake: () => void;
  readonly log: (message: string) => void;
  readonly now: () => Date;
}

/**
 * An operator's word that the event store is right as it is: the mismatch is settled for good. Builds that it does not
 * bear out are fed no more; `rebuild` makes them anew. Whoever asks again, after it was broken off, completes it.
 */
export const acceptLog = async (parts: Parts, by: string): Promise<LogAcceptance | Refusal> => {
  const { readSide, store, wake, log, now } = parts;
  const { generation: before, mismatch } = await readSide.eventLog.read();
  if (!mismatch) return refuse('NO_MISMATCH');
  await strandUnproven(parts, new Date(mismatch.provenAt));
  const { generation, ...acceptance } = await recordIn(store, mismatch, before, by, now());
  await readSide.eventLog.accept({ generation, by: acceptance.by, at: acceptance.at, mismatch });
  log(`the event store is accepted as it is, as ${by} asked; its generation is ${generation}`);
  wake();
  const stranded = (await readSide.builds.list()).filter((build) => build.stranded && build.state !== 'retired');
  return { generation, stranded: stranded.map(({ id }) => id) };
};
