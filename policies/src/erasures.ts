import { setTimeout as pause } from 'node:timers/promises';
import { BEGINNING, EngineUnavailable, type EventStore, type Recorded } from '@doremi/event-sourcing';
import type { CustomerEvent } from '@doremi/domain';
import { isErased, type KeyStore, rewrapAll, type WrappingKeys } from '@doremi/personal-data';
import { causedBy, type Erasing } from '@doremi/command-api';
import type { Logger } from '@doremi/process';

const EVERY = 1_000;
/** How often keys that should be gone are looked for: a key store may be put back at any time. Milliseconds. */
const AGAIN_EVERY = 60 * 60 * 1_000;
/**
 * An order that was being placed while the erasure was asked for is there by then; milliseconds. One that took longer to place
 * is cooked all the same, and has to be fetched.
 */
const SETTLED_AFTER = 2_000;
/** No order keeps a key for longer; milliseconds. */
const AT_THE_LATEST = 8 * 24 * 60 * 60 * 1_000;
/** An erasure that waits is looked at again after a tenth of its age, a minute at most; milliseconds. */
const LOOK_AGAIN = { part: 0.1, atMost: 60_000 };
/** How many keys are asked for at once. */
const PAGE = 500;

type Requested = Recorded<Extract<CustomerEvent, { type: 'PersonalDataErasureRequested' }>>;

interface Waiting {
  readonly event: Requested;
  readonly since: number;
  lookAt: number;
}

/** Is told how many erasures wait, and since when the oldest does (milliseconds since the epoch; null where none does). */
export type SeeErasures = (waiting: number, oldestSince: number | null) => void;

interface KeepingErasures {
  readonly eventStore: Pick<EventStore, 'subscribe'>;
  readonly erasing: Pick<Erasing, 'ordersUnder' | 'erase'>;
  readonly keys: KeyStore;
  readonly wrapping: WrappingKeys | null;
  /** Calls back where another log is read from now on. */
  readonly onOtherLog: (listener: () => void) => void;
  readonly see?: SeeErasures;
  readonly log: Logger;
  readonly signal: AbortSignal;
  readonly now?: () => number;
  readonly every?: number;
}

const TYPES: readonly CustomerEvent['type'][] = ['PersonalDataErased', 'PersonalDataErasureRequested'];

/**
 * Has erasures done that were asked for: a key is destroyed once no order that is open needs it, after 8 days at the latest.
 * At the start and every hour, what the log says to be erased is destroyed again, and keys are stored under the newest wrapping
 * key. Every replica does all of it, which does no harm.
 */
export const keepErasures = async (keeping: KeepingErasures): Promise<void> => {
  const { eventStore, erasing, keys, wrapping, onOtherLog, see, log, signal, now = Date.now, every = EVERY } = keeping;
  const waiting = new Map<string, Waiting>();
  const erased = new Set<string>();
  let isComplete = false;
  let reading = new AbortController();
  onOtherLog(() => reading.abort());

  const note = (event: Recorded): void => {
    const { keyId } = (event as Recorded<CustomerEvent>).data;
    if (event.type === 'PersonalDataErased') {
      erased.add(keyId);
      waiting.delete(keyId);
    } else if (!erased.has(keyId)) {
      const since = Date.parse(event.metadata.occurredAt);
      waiting.set(keyId, { event: event as Requested, since, lookAt: since + SETTLED_AFTER });
    }
  };

  /** Reads the log from the first erasure on, for as long as it is the same one. */
  const follow = async (): Promise<void> => {
    while (!signal.aborted) {
      reading = new AbortController();
      isComplete = false;
      waiting.clear();
      erased.clear();
      try {
        const options = { after: BEGINNING, types: TYPES, signal: AbortSignal.any([signal, reading.signal]) };
        for await (const item of eventStore.subscribe(options)) {
          if (item.kind === 'event') note(item.event);
          else if (item.kind === 'caughtUp') isComplete = true;
        }
      } catch (error) {
        log.warn({ err: error }, 'erasures wait for the event store');
      }
      await waitFor(every, signal);
    }
  };

  const look = async ([keyId, one]: readonly [string, Waiting]): Promise<void> => {
    const age = now() - one.since;
    const orders = age >= AT_THE_LATEST ? [] : await erasing.ordersUnder([keyId]);
    one.lookAt = now() + Math.min(LOOK_AGAIN.atMost, age * LOOK_AGAIN.part);
    if (orders.length > 0) return;
    await erasing.erase(keyId, causedBy(one.event, new Date(now()).toISOString(), 'erase', keyId));
    waiting.delete(keyId);
    log.info({ keyId }, 'personal data is erased');
  };

  /** One that fails must not keep the others waiting; an engine that is away is away for all of them. */
  const onFault = (keyId: string, error: unknown): void => {
    if (error instanceof EngineUnavailable) throw error;
    log.error({ err: error, keyId }, 'an erasure failed, and is tried again');
  };

  const destroyAgain = async (): Promise<void> => {
    const all = [...erased];
    for (let start = 0; start < all.length; start += PAGE) {
      const keyIds = all.slice(start, start + PAGE);
      const gone = new Set((await keys.find(keyIds)).filter(isErased).map(({ keyId }) => keyId));
      for (const keyId of keyIds.filter((one) => !gone.has(one))) {
        await keys.erase(keyId, new Date(now()).toISOString());
        log.warn({ keyId }, 'a key that had been erased was there again, or nothing told of it: it is erased');
      }
    }
  };

  let againAt = 0;
  const round = async (): Promise<void> => {
    if (now() >= againAt) {
      await destroyAgain();
      const count = wrapping ? await rewrapAll(keys, wrapping) : 0;
      if (count > 0) log.info({ count }, 'keys are stored under the first key of PERSONAL_DATA_KEY');
      log.info({ erased: erased.size, waiting: waiting.size }, 'every erasure that the log tells of holds');
      againAt = now() + AGAIN_EVERY;
    }
    for (const one of [...waiting])
      if (now() >= one[1].lookAt) await look(one).catch((error: unknown) => onFault(one[0], error));
    const since = [...waiting.values()].map((one) => one.since);
    see?.(waiting.size, since.length === 0 ? null : Math.min(...since));
  };

  const act = async (): Promise<void> => {
    while (!signal.aborted) {
      if (isComplete)
        await round().catch((error: unknown) =>
          log[error instanceof EngineUnavailable ? 'warn' : 'error']({ err: error }, 'erasures wait'),
        );
      await waitFor(every, signal);
    }
  };

  await Promise.all([follow(), act()]);
};

const waitFor = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  pause(milliseconds, undefined, { signal }).catch(() => undefined);
