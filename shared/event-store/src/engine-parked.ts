import type { ResolvedEvent } from '@eventstore/db-client';
import { idOf } from '@doremi/event-sourcing';
import { SETTLED, everythingIn, keep, numberOfSettled, write, type Reach } from './parked-entries.js';

/** STORAGE FORMAT. The engine's own: what it put aside itself, as links; it can only be cut off from the front. */
const parkedStream = (group: string): string => `$persistentsubscription-$all::${group}-parked`;

/** STORAGE FORMAT. Which of those are done with, by their numbers there. */
const settledStream = (group: string): string => `settledDeliveries-${group}`;

/**
 * Takes over what the engine put aside by itself, or an earlier release let it, and empties its own list by having it
 * delivered again, to be acknowledged. The engine forgets what it delivers again, whether it is acknowledged or not, so
 * each is kept by us before that. May be cut off anywhere, and be done by several at once.
 */
export const takeOverParked = async (connection: Reach, group: string): Promise<void> => {
  const parked = await everythingIn(connection, parkedStream(group));
  const last = parked.at(-1);
  if (!last) return;
  const done = await doneWith(connection, group);
  for (const resolved of parked) {
    const { number, link, reason, added } = entryOf(resolved);
    if (done.has(number)) continue;
    await keep(connection, group, idOf('taken over', group, number), link, { reason, added });
    const data = { number, outcome: 'TAKEN_OVER', by: 'policies', at: new Date().toISOString() };
    await write(connection, settledStream(group), { id: idOf('settled', group, number), type: SETTLED, data });
  }
  const client = await connection.streams();
  // What is kept is listed, whatever becomes of this; it is tried again for as long as the engine's list is not empty.
  await client
    .replayParkedMessagesToAll(group, { stopAt: entryOf(last).number + 1, deadline: REPLAY_DEADLINE })
    .catch(() => undefined);
};

/** Milliseconds. */
const REPLAY_DEADLINE = 5_000;

/** Whether a delivery comes out of the engine's own list and is done with, or kept by us: then there is nothing to do. */
export const isTakenOver = async (connection: Reach, group: string, { link }: ResolvedEvent): Promise<boolean> =>
  link?.streamId === parkedStream(group) && (await doneWith(connection, group)).has(Number(link.revision));

const doneWith = async (connection: Reach, group: string): Promise<Set<number>> =>
  new Set((await everythingIn(connection, settledStream(group))).map(numberOfSettled));

const entryOf = (resolved: ResolvedEvent) => {
  // One whose event is gone is a link that leads nowhere.
  const entry = resolved.link ?? resolved.event;
  const { reason = '', added = '' } = (entry?.metadata ?? {}) as { readonly reason?: string; readonly added?: string };
  return {
    number: Number(entry?.revision),
    link: entry?.data as Uint8Array,
    reason: reason.replace(NOT_ACKNOWLEDGED, ''),
    added,
  };
};

/** What the engine writes before the reason that it was given. */
const NOT_ACKNOWLEDGED = /^Client explicitly NAK'ed message\.\s*/;
