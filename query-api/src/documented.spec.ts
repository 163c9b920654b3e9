import { documentedKeys, type OpenApiDocument } from '@doremi/shared/http/openapi/document';
import { keysOf } from '@doremi/shared/testing/contract';
import { examplesOf } from '@doremi/shared/testing/examples';
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

const document = async (): Promise<OpenApiDocument> => (await api.get('/openapi.json')).body as OpenApiDocument;

test('every operation has a method name of its own', async () => {
  const { paths } = await document();
  const names = Object.values(paths).flatMap((operations) => Object.values(operations).map((one) => one.operationId));
  expect(names.filter((name) => !/^[a-z]+([A-Z][a-z]+)+$/.test(String(name)))).toEqual([]);
  expect(new Set(names).size).toBe(names.length);
});

test('every body has an example that a stock validator takes', async () => {
  const { count, faults } = examplesOf(await document());
  expect(faults).toEqual([]);
  expect(count).toBeGreaterThan(100);
});
