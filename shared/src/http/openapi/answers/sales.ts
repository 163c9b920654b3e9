import { day, id, integer, money, nullable, object, pageOf, ref } from '../schema.js';
import type { Chapter } from './chapter.js';

const count = integer(0);

export const sales: Chapter = {
  tag: 'sales',
  about: 'What each store sold, by business day: the date where the store is, when it was ordered.',
  schemas: {
    SalesDay: object({
      storeId: id,
      businessDay: day,
      orders: count,
      revenue: money,
      refunds: money,
      cancelled: count,
      delivered: count,
      averageMinutes: nullable({ type: 'number', minimum: 0 }),
    }),
  },
  routes: {
    'GET /sales': {
      operation: 'listSales',
      summary: 'Sales per store and day, newest day first: of every store for head office, else of the own one',
      answers: { 200: pageOf(ref('SalesDay')) },
    },
  },
};
