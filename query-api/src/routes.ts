import type { Route } from '@doremi/http';
import type { Past } from './as-of.js';
import { cartRoutes } from './carts.routes.js';
import type { Disclosure } from './disclosure.js';
import { eventRoutes } from './events.routes.js';
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
): Route[] => [
  ...menuRoutes(models),
  ...storeRoutes(models, past),
  ...cartRoutes(models, past, disclosure),
  ...paymentRoutes(models, past),
  ...orderRoutes(models, past, disclosure),
  ...orderStreamRoutes(models, disclosure, onFault),
  ...eventRoutes(models),
  ...timelineRoutes(past),
  ...salesRoutes(models),
  ...receiptRoutes(models, disclosure),
];
