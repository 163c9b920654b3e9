import { answered, api } from '../api/client.js';
import { type Read, useRead } from '../api/use-read.js';
import type { Schema } from '../api/client.js';

/** The store as everybody sees it. */
export const useStore = (storeId: number): Read<Schema<'StoreView'>> =>
  useRead(`store ${storeId}`, () => answered(api.GET('/stores/{storeId}', { params: { path: { storeId } } })));
