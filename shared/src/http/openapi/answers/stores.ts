import { id, instant, nullable, object, oneOf, pageOf, ref, text } from '../schema.js';
import type { Chapter } from './chapter.js';

export const stores: Chapter = {
  tag: 'stores',
  about: 'The shops.',
  schemas: {
    Store: object({
      storeId: id,
      storeName: text,
      address: text,
      timezone: text,
      status: oneOf('OPEN', 'PAUSED', 'CLOSED'),
      until: nullable(instant),
    }),
  },
  routes: {
    'POST /stores': {
      operation: 'registerStore',
      summary: 'Register a store',
      answers: { 201: ref('Store') },
      refusals: ['STORE_EXISTS'],
    },
    'PUT /stores/:storeId/status': {
      operation: 'setStoreStatus',
      summary: 'Open, pause or close a store, for good or until a time',
      answers: { 200: ref('Store') },
      refusals: ['STORE_NOT_FOUND', 'UNTIL_PASSED'],
    },
    'GET /stores': {
      operation: 'listStores',
      summary: 'The stores, open ones first',
      answers: { 200: pageOf(ref('Store')) },
    },
    'GET /stores/:storeId': {
      operation: 'getStore',
      summary: 'One store',
      answers: { 200: ref('Store') },
      refusals: ['STORE_NOT_FOUND'],
    },
  },
};
