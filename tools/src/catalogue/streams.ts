import {
  cartStream,
  customerStream,
  CHAIN_STREAM,
  LOG_STREAM,
  menuStream,
  orderStream,
  paymentStream,
  receiptsStream,
  slotsStream,
  storeMenuStream,
  storeStream,
} from '@doremi/domain';

interface StreamEntry {
  /** One of them. */
  readonly example: string;
  readonly address: string;
  readonly parameters: readonly string[];
}

/** The streams of each aggregate, in the order in which a pizza meets them. */
export const STREAMS: Readonly<Record<string, StreamEntry>> = {
  menu: { example: menuStream(1), address: 'menu-{menuId}', parameters: ['menuId'] },
  store: { example: storeStream(2002), address: 'store-{storeId}', parameters: ['storeId'] },
  'store-menu': {
    example: storeMenuStream(2002, 1),
    address: 'storeMenu-{storeId}.{menuId}',
    parameters: ['storeId', 'menuId'],
  },
  cart: { example: cartStream(1), address: 'cart-{cartId}', parameters: ['cartId'] },
  payment: { example: paymentStream(1), address: 'payment-{paymentId}', parameters: ['paymentId'] },
  order: { example: orderStream(1), address: 'order-{orderId}', parameters: ['orderId'] },
  slot: {
    example: slotsStream(2002, '2026-01-31'),
    address: 'slots-{storeId}-{date}',
    parameters: ['storeId', 'date'],
  },
  customer: {
    example: customerStream('a'.repeat(64)),
    address: 'customer-{customerHash}',
    parameters: ['customerHash'],
  },
  receipt: {
    example: receiptsStream(2002, '2026-01-31'),
    address: 'receipts-{storeId}-{businessDay}',
    parameters: ['storeId', 'businessDay'],
  },
  chain: { example: CHAIN_STREAM, address: CHAIN_STREAM, parameters: [] },
  log: { example: LOG_STREAM, address: LOG_STREAM, parameters: [] },
};
