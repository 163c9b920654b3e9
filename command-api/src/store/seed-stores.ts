import { setTimeout as pause } from 'node:timers/promises';
import { storeStream, SYSTEM } from '@doremi/domain';
import { idOf } from '@doremi/event-sourcing';
import type { Logger } from '@doremi/process';
import type { Aggregates } from '../aggregates.js';

const RETRY_EVERY = 500;

/**
 * Registers the stores that a fresh system starts with (`SEED_STORES=2001,2002`), waiting for the event store as long
 * as it takes. A store that is there already stays as it is.
 */
export const seedStores = ({ stores }: Aggregates, storeIds: readonly number[], log: Logger, signal: AbortSignal) => {
  let state = 'waiting';
  const seed = async (): Promise<void> => {
    for (const storeId of storeIds) {
      const named = { storeId, storeName: `Doremi ${storeId}`, address: '', timezone: 'Asia/Seoul' };
      const commandId = idOf('seed-store', storeId);
      const context = {
        commandId,
        actor: SYSTEM,
        correlationId: commandId,
        causationId: commandId,
        now: new Date().toISOString(),
      };
      await stores.handle(storeStream(storeId), { type: 'RegisterStore', ...named }, { ...context, repeatable: true });
    }
    state = 'up';
  };
  const untilDone = async (): Promise<void> => {
    while (state !== 'up' && !signal.aborted) {
      await seed().catch(async (error: unknown) => {
        log.warn({ err: error }, 'the event store is away: stores are registered later');
        await pause(RETRY_EVERY, undefined, { signal }).catch(() => undefined);
      });
    }
  };
  return { ended: untilDone(), state: () => state };
};
