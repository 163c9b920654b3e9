import type { ReadSide } from '@doremi/read-models';
import {
  adminMenusModel,
  cartsModel,
  eventsByCorrelationModel,
  orderBoardModel,
  orderTrackingModel,
  paymentsModel,
  receiptsModel,
  salesByDayModel,
  slotsModel,
  salesByMenuModel,
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
  menuSales: readModel(salesByMenuModel),
  events: readModel(eventsByCorrelationModel),
  receipts: readModel(receiptsModel),
});
