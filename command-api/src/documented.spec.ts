import { documentedKeys, type OpenApiDocument } from '@doremi/shared/http/openapi/document';
import { keysOf } from '@doremi/shared/testing/contract';
import { expect, test } from '@jest/globals';
import { withCommandApi } from './testing/command-api.js';

const { call } = withCommandApi();

test('every command is documented, and no command that is not there', async () => {
  const { status, body } = await call('GET', '/openapi.json');
  expect(status).toBe(200);
  const commands = documentedKeys().filter((key) => !key.startsWith('GET '));
  expect(keysOf(body as object as OpenApiDocument).sort()).toEqual(commands.sort());
});
