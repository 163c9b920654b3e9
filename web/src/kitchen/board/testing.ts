import type { BoardOrder } from './order-steps.js';

/** An order as the stream tells it. */
export const anOrder = (orderId: number, differently: Partial<BoardOrder> = {}): BoardOrder => ({
  ...{ orderId, storeId: 2002, customerId: 'alice', status: 'ACCEPTED', orderNumber: orderId },
  lines: [{ lineId: 1, menuId: 1, revision: 1, menuName: 'Margherita', quantity: 1, unitPrice: 12.5, options: [] }],
  ...{ subtotal: 12.5, deliveryFee: 0, total: 12.5, currency: 'EUR', tax: { rate: 0, net: 12.5, tax: 0 } },
  fulfilment: { type: 'DELIVERY', wantedAt: null, personal: null },
  ...{ acceptBy: null, acceptedAt: '2026-03-02T10:00:00.000Z', promisedAt: '2026-03-02T10:30:00.000Z' },
  ...{ businessDay: '2026-03-02', cancelCode: null, refunded: 0, courier: null },
  ...{ receivedAt: '2026-03-02T10:00:00.000Z', cookingAt: null, readyAt: null, deliveringAt: null, closedAt: null },
  ...differently,
});

/** What keeps text by name, as a browser does. */
export const aStorage = () => {
  const kept = new Map<string, string>();
  return {
    getItem: (name: string): string | null => kept.get(name) ?? null,
    setItem: (name: string, text: string): void => void kept.set(name, text),
  };
};
