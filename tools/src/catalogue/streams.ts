import {
  cartStream,
  customerStream,
  LOG_STREAM,
  menuStream,
  orderStream,
  paymentStream,
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
  customer: {
    example: customerStream('a'.repeat(64)),
    address: 'customer-{customerHash}',
    parameters: ['customerHash'],
  },
  log: { example: LOG_STREAM, address: LOG_STREAM, parameters: [] },
};
