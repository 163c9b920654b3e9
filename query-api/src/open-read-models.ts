import type { ReadSide } from '@doremi/read-models';
import {
  adminMenusModel,
  cartsModel,
  orderBoardModel,
  orderTrackingModel,
  paymentsModel,
  receiptsModel,
  salesByDayModel,
  slotsModel,
  storeMenusModel,
  storesModel,
} from '@doremi/domain';

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
  slots: readModel(slotsModel),
  receipts: readModel(receiptsModel),
});
