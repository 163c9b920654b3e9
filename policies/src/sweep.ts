import { setTimeout as pause } from 'node:timers/promises';
import pMap from 'p-map';
import { EngineUnavailable } from '@doremi/event-sourcing';
import type { ReadSide, Sort } from '@doremi/read-models';
import { cartStream, type OpenWork, openWorkModel, orderStream, paymentStream } from '@doremi/domain';
import type { Logger } from '@doremi/process';
import {
  type Aggregates,
  causedBy,
  LEFT_BEHIND_AFTER,
  type MenuServiceProbe,
  SLOT_KEPT_FOR,
  sweepPlace,
} from '@doremi/command-api';
import type { SeeOpenWork } from './metrics/open-work.metrics.js';
import type { React } from './execute-reaction.js';

const EVERY = 1_000;
/** Carts whose time is up are looked for less often, the longer it is: they may be late by so much of it, or a minute. Milliseconds. */
const LATE = { part: 0.01, atMost: 60_000 };
/** How many are looked up at once, and how many worked on at once. */
const PAGE = 200;
const CARTS_AT_ONCE = 16;

const BY_ANSWER: Sort<OpenWork> = [
  ['acceptBy', 1],
  ['cartId', 1],
];

interface Sweeping {
  readonly aggregates: Aggregates;
  readonly readSide: ReadSide;
  readonly menuServiceProbe: MenuServiceProbe;
  readonly react: React;
  /** Seconds after which an untouched cart expires (CART_TTL). */
  readonly cartTtl: number;
  /** Is shown what was found open. */
  readonly see?: SeeOpenWork;
  /** Hears of every round and of everything that was finished in it: so long as it does, the sweep is not stuck. */
  readonly cameRound?: () => void;
  readonly log: Logger;
  readonly signal: AbortSignal;
}

/**
 * Looks every second for work that was left open: payments that nobody finished, refunds without an answer, adds
 * that are held, places that were taken and not ordered with, orders that no store has answered in time; and now and then for carts that
 * nobody touched. The list may be a moment behind: the deciders judge again, so acting twice does nothing.
 */
export const sweep = async (sweeping: Sweeping): Promise<void> => {
  const { aggregates, readSide, menuServiceProbe, react, cartTtl, see, cameRound, log, signal } = sweeping;
  const openWork = readSide.readModel(openWorkModel);

  const finish = async (
    { cartId, storeId, attempt, refunds, holds, places }: OpenWork,
    isAnswering: boolean,
  ): Promise<void> => {
    const now = Date.now();
    if (holds.some(({ expiresAt }) => isAnswering || Date.parse(expiresAt) < now)) {
      const { last } = await aggregates.carts.load(cartStream(cartId));
      if (last) await react({ do: 'confirmHolds', cartId }, last);
    }
    if (attempt && now - Date.parse(attempt.since) > LEFT_BEHIND_AFTER) {
      const { last } = await aggregates.carts.load(cartStream(cartId));
      if (last) await react({ do: 'checkOut', cartId }, last);
    }
    for (const { takenAt, ...place } of places) {
      if (now - Date.parse(takenAt) < SLOT_KEPT_FOR) continue;
      const { last } = await aggregates.carts.load(cartStream(cartId));
      const at = new Date(now).toISOString();
      if (last) await sweepPlace(aggregates, { ...place, storeId, cartId }, causedBy(last, at, 'place'));
    }
    if (refunds.length === 0) return;
    for (const event of await aggregates.payments.history(paymentStream(cartId))) {
      if (event.type !== 'RefundRequested' || !refunds.includes(event.data.refundId)) continue;
      await react({ do: 'refund', paymentId: cartId, refundId: event.data.refundId }, event);
    }
  };

  const cancelUnanswered = async ({ cartId: orderId }: OpenWork): Promise<void> => {
    const { last } = await aggregates.orders.load(orderStream(orderId));
    if (last) await react({ do: 'cancelUnanswered', orderId }, last);
  };

  const expire = async ({ cartId }: OpenWork): Promise<void> => {
    const stream = cartStream(cartId);
    const seen = await aggregates.carts.load(stream);
    if (!seen.last) return;
    const now = new Date();
    const idleSeconds = (now.getTime() - Date.parse(seen.last.metadata.occurredAt)) / 1000;
    const command = { type: 'ExpireCart', idleSeconds, ttlSeconds: cartTtl } as const;
    // Somebody who touches it at this very moment keeps it.
    await aggregates.carts.handleUnchanged(stream, seen, command, causedBy(seen.last, now.toISOString(), 'expire'));
  };

  /** One that fails must not keep the others from their turn; an engine that is away is away for all of them. */
  const each = async (found: readonly OpenWork[], act: (work: OpenWork) => Promise<void>): Promise<void> => {
    const attempt = (work: OpenWork): Promise<void> =>
      act(work)
        .catch((error: unknown) => {
          if (error instanceof EngineUnavailable) throw error;
          log.error({ err: error, cartId: work.cartId }, 'open work could not be finished');
        })
        .finally(cameRound);
    await pMap(found, attempt, { concurrency: CARTS_AT_ONCE });
  };

  /** One question for all: while the menu service is busy, a thousand holds must not ask it a thousand times. */
  const answers = async (found: readonly OpenWork[]): Promise<boolean> => {
    const [held] = found.flatMap(({ storeId, holds }) => holds.map(({ menuId }) => ({ storeId, menuId })));
    return held !== undefined && (await menuServiceProbe.ask(held.storeId, held.menuId)) === null;
  };

  /** All of them, page by page: one that can't be cancelled keeps none of the others waiting. */
  const cancelAllUnanswered = async (): Promise<void> => {
    const late = { where: { acceptBy: { $lt: new Date().toISOString() } }, sort: BY_ANSWER, limit: PAGE };
    for (let found: readonly OpenWork[] | null = null; found === null || found.length === PAGE;) {
      const seen: OpenWork | undefined = found?.at(-1);
      found = await openWork.find({ ...late, ...(seen && { after: [seen.acceptBy, seen.cartId] }) });
      await each(found, cancelUnanswered);
    }
  };

  /** Returns how many there were. */
  const expireOnce = async (): Promise<number> => {
    const untouchedSince = new Date(Date.now() - cartTtl * 1000).toISOString();
    const found = await openWork.find({ where: { idleSince: { $lt: untouchedSince } }, limit: PAGE });
    await each(found, expire);
    return found.length;
  };

  // Where there is more than one look can take, the next one goes on behind it: what stays open holds up nobody.
  let lookedUpTo = 0;
  let expiresAt = 0;
  while (!signal.aborted) {
    cameRound?.();
    try {
      const open = { where: { open: true }, sort: [['cartId', 1]], after: [lookedUpTo], limit: PAGE } as const;
      const found = await openWork.find(open);
      see?.(found, found.length < PAGE);
      if (lookedUpTo === 0) await cancelAllUnanswered();
      const isAnswering = await answers(found);
      await each(found, (work) => finish(work, isAnswering));
      lookedUpTo = found.length < PAGE ? 0 : (found.at(-1)?.cartId ?? 0);
      if (Date.now() >= expiresAt && (await expireOnce()) < PAGE)
        expiresAt = Date.now() + Math.min(cartTtl * 1_000 * LATE.part, LATE.atMost);
      if (lookedUpTo > 0) continue;
    } catch (error) {
      log.warn({ err: error }, 'the sweep waits for an engine');
    }
    await pause(EVERY, undefined, { signal }).catch(() => undefined);
  }
};
