/**
 * Holds the contracts that the consumers have just recorded against those that are checked in; with `--write` it takes them
 * over instead. Ends with 1 when they are not the same.
 */
import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { pactFolder } from './consumers/folder.js';

const checkedIn = fileURLToPath(new URL('pacts/', import.meta.url));

/** The contracts of a folder by file name; the order in which interactions were recorded means nothing. */
const contractsIn = (folder) =>
  Object.fromEntries(
    readdirSync(folder)
      .sort()
      .map((name) => {
        const { interactions, ...rest } = JSON.parse(readFileSync(`${folder}/${name}`, 'utf8'));
        const inOrder = interactions.sort((a, b) => (a.description < b.description ? -1 : 1));
        return [name, { ...rest, interactions: inOrder }];
      }),
  );

const recorded = contractsIn(pactFolder);
if (process.argv.includes('--write')) {
  rmSync(checkedIn, { recursive: true, force: true });
  mkdirSync(checkedIn);
  for (const [name, contract] of Object.entries(recorded))
    writeFileSync(`${checkedIn}${name}`, `${JSON.stringify(contract, null, 2)}\n`);
}
try {
  assert.deepEqual(recorded, contractsIn(checkedIn));
} catch (error) {
  console.error(
    `${error.message}\nThe consumers ask for something else than contracts/pact/pacts says: see its README.`,
  );
  process.exitCode = 1;
}
