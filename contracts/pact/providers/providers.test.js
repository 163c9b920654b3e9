/**
 * Every contract that is checked in, held against the processes as `npm start` runs them; and contracts that are broken on
 * purpose, to see that it is noticed.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { System } from '@doremi/tools';
import { inBetween } from './in-between.js';
import { tampered } from './tampered.js';
import { verified } from './verified.js';

const folder = fileURLToPath(new URL('../pacts/', import.meta.url));
const pacts = Object.fromEntries(
  readdirSync(folder).map((file) => [file.replace('.json', ''), JSON.parse(readFileSync(join(folder, file), 'utf8'))]),
);
const scratch = mkdtempSync(join(tmpdir(), 'doremi-pacts-'));
let held = 0;
let system;
let world;

before(async () => {
  system = await System.start();
  const at = (name) => `http://127.0.0.1:${system.environment[`${name}_PORT`]}`;
  world = {
    'command-api': at('COMMAND_API'),
    'query-api': at('QUERY_API'),
    'payment-provider': at('PAYMENT_PROVIDER'),
  };
});
after(async () => {
  rmSync(scratch, { recursive: true, force: true });
  await system?.remove();
});

/** Holds the provider of a contract to it, seen through a proxy that may change its answers. */
const holds = async (pact, change) => {
  const file = join(scratch, `${++held}.json`);
  writeFileSync(file, JSON.stringify(pact));
  const proxy = await inBetween(world[pact.provider.name], change);
  try {
    return await verified(file, proxy.url, world);
  } finally {
    proxy.stop();
  }
};

// Most of the time goes into waiting for each other; every state has a store of its own, so they don't meet.
const together = { concurrency: 4 };

describe('the providers keep their contracts', together, () => {
  for (const [name, pact] of Object.entries(pacts))
    test(`${name}, ${pact.interactions.length} interactions`, async () => {
      const { kept, output } = await holds(pact);
      assert.ok(kept, output);
    });
});

describe('it is noticed when', together, () => {
  for (const { title, pact: name, interaction, answer, contract, says } of tampered)
    test(title, async () => {
      const pact = structuredClone(pacts[name]);
      pact.interactions = pact.interactions.filter(({ description }) => description === interaction);
      assert.equal(pact.interactions.length, 1, 'there is such an interaction');
      contract?.(pact.interactions[0]);
      const { kept, output } = await holds(pact, answer);
      assert.equal(kept, false);
      assert.match(output, says);
    });
});
