import type { OpenApiDocument } from '@doremi/http';
import { describesItself } from '@doremi/http/testing';
import { afterAll, beforeAll } from '@jest/globals';
import { startQueryApi, type QueryApi } from './testing/query-api.js';

let api: QueryApi;
beforeAll(() => void (api = startQueryApi()));
afterAll(() => api.stop());

describesItself(
  async () => (await api.get('/openapi.json')).body as OpenApiDocument,
  (key) => key.startsWith('GET '),
);
