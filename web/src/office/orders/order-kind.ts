import type { OrderStatus } from '../../orders/orders-sought.js';

/** How an order's status looks, beside its words. */
export const kindOfStatus = (status: OrderStatus): 'good' | 'warn' | 'bad' | '' => {
  switch (status) {
    case 'COMPLETED':
      return 'good';
    case 'RECEIVED':
      return 'warn';
    case 'CANCELLED':
    case 'DELIVERY_FAILED':
      return 'bad';
    case 'ACCEPTED':
    case 'COOKING':
    case 'READY':
    case 'DELIVERING':
      return '';
  }
};
