import { documentedKeys, type OpenApiDocument } from '@doremi/shared/http/openapi/document';
import { keysOf } from '@doremi/shared/testing/contract';
import { examplesOf } from '@doremi/shared/testing/examples';
import { expect, test } from '@jest/globals';
import { withCommandApi } from './testing/command-api.js';

const { call } = withCommandApi();

test('every command is documented, and no command that is not there', async () => {
  const { status, body } = await call('GET', '/openapi.json');
  expect(status).toBe(200);
  const commands = documentedKeys().filter((key) => !key.startsWith('GET '));
  expect(keysOf(body as object as OpenApiDocument).sort()).toEqual(commands.sort());
});

const document = async (): Promise<OpenApiDocument> =>
  (await call('GET', '/openapi.json')).body as object as OpenApiDocument;

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
