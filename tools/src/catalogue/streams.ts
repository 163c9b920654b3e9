import * as streams from '@doremi/shared/events/streams';

interface StreamEntry {
  /** One of them. */
  readonly example: string;
  readonly address: string;
  readonly parameters: readonly string[];
}

/** The streams of each aggregate, in the order in which a pizza meets them. */
export const STREAMS: Readonly<Record<string, StreamEntry>> = {
  menu: { example: streams.menuStream(1), address: 'menu-{menuId}', parameters: ['menuId'] },
  store: { example: streams.storeStream(2002), address: 'store-{storeId}', parameters: ['storeId'] },
  'store-menu': {
    example: streams.storeMenuStream(2002, 1),
    address: 'storeMenu-{storeId}.{menuId}',
    parameters: ['storeId', 'menuId'],
  },
  cart: { example: streams.cartStream(1), address: 'cart-{cartId}', parameters: ['cartId'] },
  payment: { example: streams.paymentStream(1), address: 'payment-{paymentId}', parameters: ['paymentId'] },
  order: { example: streams.orderStream(1), address: 'order-{orderId}', parameters: ['orderId'] },
  log: { example: streams.LOG_STREAM, address: streams.LOG_STREAM, parameters: [] },
};
