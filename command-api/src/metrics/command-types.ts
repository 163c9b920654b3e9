import type { CartCommand } from '../cart/cart.decider.js';
import type { CustomerCommand } from '../customer/customer.decider.js';
import type { MenuCommand } from '../menu/menu.decider.js';
import type { OrderCommand } from '../order/order.decider.js';
import type { PaymentCommand } from '../payment/payment.decider.js';
import type { SlotCommand } from '../slots/slots.decider.js';
import type { StoreCommand } from '../store/store.decider.js';
import type { StoreMenuCommand } from '../store-menu/store-menu.decider.js';

type CommandType = (
  | CartCommand
  | CustomerCommand
  | MenuCommand
  | OrderCommand
  | PaymentCommand
  | SlotCommand
  | StoreCommand
  | StoreMenuCommand
)['type'];

/** Every command there is, for metrics that have to know them before the first one comes; the compiler finds a missing one. */
const known: Readonly<Record<CommandType, true>> = {
  AcceptOrder: true,
  AddMenu: true,
  AdoptCharge: true,
  AdoptRefund: true,
  ApproveMenu: true,
  CancelHold: true,
  CancelOrder: true,
  CancelRefunded: true,
  CancelUnanswered: true,
  ChangeStoreSettings: true,
  ChooseFulfilment: true,
  CompleteCooking: true,
  CompleteDelivery: true,
  ConfirmPayment: true,
  CreateCart: true,
  DeleteMenu: true,
  Delist: true,
  DelistOwn: true,
  Dispatch: true,
  DropHold: true,
  ExpireCart: true,
  FailDelivery: true,
  FailRefund: true,
  FreeSlot: true,
  HoldAdd: true,
  OfferMenu: true,
  OrderCart: true,
  RecallCooking: true,
  ReceiveOffer: true,
  ReceiveOrder: true,
  RecordApproval: true,
  RecordDecline: true,
  RecordErasure: true,
  RecordNotCharged: true,
  RecordRefund: true,
  RecordUnknown: true,
  RefuseOrder: true,
  RegisterMenu: true,
  RegisterStore: true,
  RejectMenu: true,
  RemoveLine: true,
  ReopenCart: true,
  RequestErasure: true,
  RequestPayment: true,
  RequestRefund: true,
  Restock: true,
  RestockOption: true,
  ReviseMenu: true,
  SellOut: true,
  SellOutOption: true,
  SetLineQuantity: true,
  SetStorePrice: true,
  SetStoreStatus: true,
  ConfirmHold: true,
  StartCooking: true,
  SweepSlot: true,
  TakeSlot: true,
  WithdrawOffer: true,
  WithdrawRejection: true,
};

export const COMMAND_TYPES = Object.keys(known) as readonly CommandType[];
