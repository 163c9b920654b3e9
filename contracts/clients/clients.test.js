/**
 * The API's document, as a running system gives it: held against Redocly's recommended rules, and turned into clients by two
 * generators, each of which type-checks and runs the walk.
 */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { System } from '@doremi/tools';
import { typesOf, WEB_TYPES } from './web-types.js';

const here = fileURLToPath(new URL('.', import.meta.url));
const DOCUMENT = 'generated/openapi.json';
let system;

/** Runs a tool of this folder; what it printed. */
const run = async (tool, ...args) => {
  const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };
  const { stdout } = await promisify(execFile)(`node_modules/.bin/${tool}`, args, {
    cwd: here,
    env,
    maxBuffer: 2 ** 26,
  });
  return stdout;
};

before(async () => {
  rmSync(`${here}generated`, { recursive: true, force: true });
  mkdirSync(`${here}generated`);
  system = await System.start();
  const answer = await fetch(`${system.url}/docs/openapi.json`);
  assert.equal(answer.status, 200);
  writeFileSync(`${here}${DOCUMENT}`, await answer.text());
});
after(() => system?.remove());

const lint = (document) => run('redocly', 'lint', document, '--extends=recommended', '--format=json');

test("Redocly's recommended rules find no error", async () => {
  const { totals, problems } = JSON.parse(await lint(DOCUMENT));
  assert.deepEqual(
    problems.filter(({ severity }) => severity === 'error'),
    [],
  );
  assert.equal(totals.errors, 0);
});

test('and do find one in a document that has one', async () => {
  const document = JSON.parse(await (await fetch(`${system.url}/docs/openapi.json`)).text());
  document.paths['/menus'].post.operationId = document.paths['/menus'].get.operationId;
  writeFileSync(`${here}generated/broken.json`, JSON.stringify(document));
  await assert.rejects(lint('generated/broken.json'), ({ stdout }) => JSON.parse(stdout).totals.errors > 0);
});

test('the pages ask with the types of this document', async () => {
  const document = JSON.parse(await (await fetch(`${system.url}/docs/openapi.json`)).text());
  assert.equal(readFileSync(WEB_TYPES, 'utf8'), await typesOf(document), 'npm run web:types writes them anew');
});

test('clients of openapi-typescript and of @hey-api/openapi-ts type-check and run the walk', async (t) => {
  await run('openapi-typescript', DOCUMENT, '-o', 'generated/openapi-typescript.ts');
  await run(
    'openapi-ts',
    '-i',
    `./${DOCUMENT}`,
    '-o',
    'generated/hey-api',
    '-c',
    '@hey-api/client-fetch',
    '--no-log-file',
  );
  await run('tsc', '-p', 'tsconfig.json').catch(({ stdout }) => assert.fail(stdout));
  for (const client of ['openapi-fetch', 'hey-api'])
    await t.test(client, async () => {
      const { walk } = await import(`./dist/${client}.js`);
      assert.deepEqual(await walk(system.url), { total: 150, status: 'COMPLETED' });
    });
});
