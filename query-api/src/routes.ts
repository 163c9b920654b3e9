import type { Route } from '@doremi/http';
import { cartRoutes } from './carts.routes.js';
import { menuRoutes } from './menus.routes.js';
import { orderStreamRoutes } from './order-streams.routes.js';
import { orderRoutes } from './orders.routes.js';
import { paymentRoutes } from './payments.routes.js';
import type { ReadModels } from './read-models.js';
import { receiptRoutes } from './receipt/receipt.routes.js';
import { salesRoutes } from './sales.routes.js';
import { storeRoutes } from './stores.routes.js';

/** Every GET of the contract, over the read models. `onFault` hears of what goes wrong while no request is answered. */
export const queryRoutes = (models: ReadModels, onFault: (error: unknown) => void = () => undefined): Route[] => [
  ...menuRoutes(models),
  ...storeRoutes(models),
  ...cartRoutes(models),
  ...paymentRoutes(models),
  ...orderRoutes(models),
  ...orderStreamRoutes(models, onFault),
  ...salesRoutes(models),
  ...receiptRoutes(models),
];
