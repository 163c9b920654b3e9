import type { ReadSide } from '@doremi/shared/engines/read-side/read-side';
import { adminMenusModel } from '@doremi/shared/read-models/admin-menus';
import { cartsModel } from '@doremi/shared/read-models/carts';
import { orderBoardModel } from '@doremi/shared/read-models/order-board';
import { orderTrackingModel } from '@doremi/shared/read-models/order-tracking';
import { paymentsModel } from '@doremi/shared/read-models/payments';
import { salesByDayModel } from '@doremi/shared/read-models/sales-by-day';
import { storeMenusModel } from '@doremi/shared/read-models/store-menus';
import { storesModel } from '@doremi/shared/read-models/stores';

/** The read models in MongoDB, one reader each. */
export const openReadModels = ({ readModel }: Pick<ReadSide, 'readModel'>) => ({
  menus: readModel(adminMenusModel),
  storeMenus: readModel(storeMenusModel),
  stores: readModel(storesModel),
  carts: readModel(cartsModel),
  payments: readModel(paymentsModel),
  board: readModel(orderBoardModel),
  tracking: readModel(orderTrackingModel),
  sales: readModel(salesByDayModel),
});
