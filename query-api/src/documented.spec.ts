import { documentedKeys, type OpenApiDocument } from '@doremi/shared/http/openapi/document';
import { keysOf } from '@doremi/shared/testing/contract';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startQueryApi, type QueryApi } from './testing/query-api.js';

let api: QueryApi;
beforeAll(async () => (api = await startQueryApi()));
afterAll(() => api.stop());

test('every read is documented, and no read that is not there', async () => {
  const { status, body } = await api.get('/openapi.json');
  expect(status).toBe(200);
  const reads = documentedKeys().filter((key) => key.startsWith('GET '));
  expect(keysOf(body as OpenApiDocument).sort()).toEqual(reads.sort());
});
