import { setTimeout as pause } from 'node:timers/promises';
import { CHAIN_STREAM, type ChainEvent, SYSTEM } from '@doremi/domain';
import { type EventStore, idOf, WrongExpectedRevision } from '@doremi/event-sourcing';
import { newEventOf } from '../command-handler/idempotency.js';

/** Milliseconds. */
const RETRY_EVERY = 500;

/** The chain sells in another currency than this process was told: what its amounts mean was fixed by its first start. */
export class OtherCurrency extends Error {
  constructor(told: string, fixed: string) {
    super(
      `CURRENCY is ${told}, and this chain sells in ${fixed} since its first start: its amounts can't be told apart`,
    );
  }
}

/**
 * The currency of the chain, as its stream says: the first process that starts fixes it. Nothing is to be written before it is
 * known to be the one that this process was told.
 */
export class ChainCurrency {
  private knowing: Promise<void> | null = null;

  constructor(
    private readonly store: Pick<EventStore, 'read' | 'append'>,
    private readonly currency: string,
  ) {}

  /** Resolves once it is fixed. Throws OtherCurrency, and EngineUnavailable while that can't be found out. */
  isFixed(): Promise<void> {
    this.knowing ??= this.fix().catch((error: unknown) => {
      this.knowing = null;
      throw error;
    });
    return this.knowing;
  }

  /** Finds out for as long as it takes. Throws OtherCurrency. */
  async untilFixed(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        return await this.isFixed();
      } catch (error) {
        if (error instanceof OtherCurrency) throw error;
        await pause(RETRY_EVERY, undefined, { signal }).catch(() => undefined);
      }
    }
  }

  /** The log is another one: it is found out anew. */
  forget(): void {
    this.knowing = null;
  }

  private async fix(): Promise<void> {
    const fixed = (await this.read()) ?? (await this.write());
    if (fixed !== this.currency) throw new OtherCurrency(this.currency, fixed);
  }

  private async read(): Promise<string | undefined> {
    const events = (await this.store.read(CHAIN_STREAM)) as readonly Pick<ChainEvent, 'type' | 'data'>[];
    return events.find(({ type }) => type === 'CurrencyFixed')?.data.currency;
  }

  /** Of several that start at once the first one fixes it. */
  private async write(): Promise<string> {
    const { currency } = this;
    const commandId = idOf('fix-currency', currency);
    const context = { commandId, actor: SYSTEM, correlationId: commandId, causationId: commandId, repeatable: true };
    const event = newEventOf(
      { ...context, now: new Date().toISOString() },
      { type: 'CurrencyFixed', data: { currency } },
      0,
    );
    try {
      await this.store.append(CHAIN_STREAM, -1, [event]);
    } catch (error) {
      if (!(error instanceof WrongExpectedRevision)) throw error;
    }
    return (await this.read()) ?? currency;
  }
}

/** The event store for whoever sells: nothing is appended before the currency is fixed. */
export const sellingIn = (store: EventStore, chain: Pick<ChainCurrency, 'isFixed'>): EventStore => ({
  append: async (...args) => {
    await chain.isFixed();
    return store.append(...args);
  },
  read: (...args) => store.read(...args),
  end: () => store.end(),
  subscribe: (options) => store.subscribe(options),
  consume: (...args) => store.consume(...args),
  ping: () => store.ping(),
  close: () => store.close(),
});
