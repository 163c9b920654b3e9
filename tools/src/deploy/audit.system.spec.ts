import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import { inRepository } from './testing/repository.js';

type Asked = Readonly<Record<string, readonly string[]>>;
/** What a registry answers when it is asked for advisories; null where it does not know how. */
type Answer = ((asked: Asked) => object) | null;

const packagesIn = async (request: IncomingMessage): Promise<Asked> => {
  const body = await buffer(request);
  const isZipped = request.headers['content-encoding'] === 'gzip';
  return JSON.parse((isZipped ? gunzipSync(body) : body).toString()) as Asked;
};

/** Runs .ci/audit against a registry of ours. */
const audit = async (answer: Answer, told: NodeJS.ProcessEnv = {}) => {
  const registry = createServer((request, response) => {
    if (request.url !== '/-/npm/v1/security/advisories/bulk' || !answer) {
      // Without an audit as mirrors are; and of a package that is asked about besides, it knows nothing.
      response.writeHead(request.method === 'POST' ? 405 : 404).end('{}');
      return;
    }
    void packagesIn(request).then((asked) => response.end(JSON.stringify(answer(asked))));
  }).listen(0, '127.0.0.1');
  await once(registry, 'listening');
  const { port } = registry.address() as AddressInfo;
  const cache = mkdtempSync(join(tmpdir(), 'doremi-npm-'));
  const env = {
    ...process.env,
    npm_config_registry: `http://127.0.0.1:${port}/`,
    npm_config_cache: cache,
    AUDIT: undefined,
    ...told,
  };
  const child = spawn('bash', [inRepository('.ci/audit')], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const printed = buffer(child.stdout);
  const [code] = (await once(child, 'exit')) as [number | null];
  registry.close();
  registry.closeAllConnections();
  rmSync(cache, { recursive: true, force: true });
  return { code, printed: (await printed).toString() };
};

const advisory = (severity: string, over: string) => ({
  id: 7,
  url: 'https://example.com/GHSA-7',
  title: 'Lets anybody in',
  severity,
  vulnerable_versions: over,
  cwe: [],
  cvss: { score: 9, vectorString: null },
});

test.each(['high', 'critical'])(
  'a hole of %s level in a package that is installed fails, and is named',
  async (level) => {
    const { code, printed } = await audit(({ express }) => ({ express: express && [advisory(level, '<100')] }));
    expect(code).toBe(1);
    expect(printed).toContain(`${level}: express <100: Lets anybody in (https://example.com/GHSA-7)`);
  },
);

test('no hole, a lesser one, and one in another version pass', async () => {
  let asked: Asked = {};
  const nothing = await audit((packages) => ((asked = packages), {}));
  expect(nothing).toMatchObject({ code: 0, printed: expect.stringMatching(/^0 of \d{3,} packages/) });
  expect(asked).toMatchObject({ express: ['5.3.0'] });
  const lesser = await audit(() => ({ express: [advisory('moderate', '<100')], mongodb: [advisory('high', '<1')] }));
  expect(lesser.code).toBe(0);
});

test('a registry without an audit is said so, and fails only where the audit is strict', async () => {
  const told = { printed: expect.stringMatching(/^no audit here: 405 /) };
  expect(await audit(null)).toMatchObject({ code: 0, ...told });
  expect(await audit(null, { AUDIT: 'strict' })).toMatchObject({ code: 1, ...told });
});
