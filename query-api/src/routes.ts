import type { Route } from '@doremi/http';
import type { Past } from './as-of.js';
import { cartRoutes } from './carts.routes.js';
import type { Disclosure } from './disclosure.js';
import { eventRoutes } from './events.routes.js';
import { judgements } from './live/judgements.js';
import { liveRoutes } from './live/live.routes.js';
import { liveTopics } from './live/live-topics.js';
import { menuRoutes } from './menus.routes.js';
import { orderStreamRoutes } from './order-streams.routes.js';
import { orderRoutes } from './orders.routes.js';
import { paymentRoutes } from './payments.routes.js';
import type { ReadModels } from './read-models.js';
import { receiptRoutes } from './receipt/receipt.routes.js';
import { salesRoutes } from './sales.routes.js';
import { storeRoutes } from './stores.routes.js';
import { timelineRoutes } from './timeline/timeline.routes.js';

/**
 * Every GET of the contract, over the read models, and over the event store where one asks for the past. `onFault` hears of what goes
 * wrong while no request is answered.
 */
export const queryRoutes = (
  models: ReadModels,
  past: Past,
  disclosure: Disclosure,
  onFault: (error: unknown) => void = () => undefined,
): Route[] => {
  const judged = judgements(models, liveTopics(models, disclosure, onFault));
  return [
    ...menuRoutes(models),
    ...storeRoutes(models, past),
    ...cartRoutes(models, past, disclosure),
    ...paymentRoutes(models, past),
    ...orderRoutes(models, past, disclosure),
    ...orderStreamRoutes(judged),
    ...liveRoutes(judged),
    ...eventRoutes(models, past),
    ...timelineRoutes(past),
    ...salesRoutes(models),
    ...receiptRoutes(models, disclosure),
  ];
};
