/** A consumer that asks for something else than its contract says is found out. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { httpPaymentProvider, probeMenuService } from '@doremi/command-api';
import { charges } from '../interactions/payment-provider.js';
import { menuGate } from '../interactions/menu-gate.js';
import { record } from './recording.js';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'doremi-pacts-'));
after(() => rmSync(scratch, { recursive: true, force: true }));

const recorded = (provider, interaction, use) => record('command-api', provider, interaction, use, scratch);

test('a charge with another key', async () => {
  const use = (url) => httpPaymentProvider(url).charge('another-1', { amount: 15000, currency: 'EUR' });
  await assert.rejects(recorded('payment-provider', charges[0], use), /Idempotency-Key/);
});

test('a charge of another amount', async () => {
  const use = (url) => httpPaymentProvider(url).charge('900003-1', { amount: 15050, currency: 'EUR' });
  await assert.rejects(recorded('payment-provider', charges[0], use), /15050/);
});

test('a charge in another currency', async () => {
  const use = (url) => httpPaymentProvider(url).charge('900003-1', { amount: 15000, currency: 'KRW' });
  await assert.rejects(recorded('payment-provider', charges[0], use), /KRW/);
});

test('a question that nobody asks', async () => {
  await assert.rejects(
    recorded('query-api', menuGate[0], () => undefined),
    /expected but not received/,
  );
});

test('a question at another address', async () => {
  const use = (url) => probeMenuService(`${url}/v2`).ask(2002, 7);
  await assert.rejects(recorded('query-api', menuGate[0], use), /\/v2\/stores\/2002\/menus\/7/);
});

test('contracts that are not those checked in', () => {
  const name = 'command-api-query-api.json';
  const folder = join(scratch, 'pacts');
  cpSync(here('../pacts'), folder, { recursive: true });
  const compared = () =>
    spawnSync(process.execPath, [here('../compare.js')], { env: { ...process.env, PACT_FOLDER: folder } });
  assert.equal(compared().status, 0);
  writeFileSync(join(folder, name), readFileSync(join(folder, name), 'utf8').replace('"status": 404', '"status": 410'));
  assert.equal(compared().status, 1);
});
