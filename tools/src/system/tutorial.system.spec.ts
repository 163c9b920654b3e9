import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from '@jest/globals';
import { freePorts } from '@doremi/start';
import { inRepository } from '../deploy/testing/repository.js';
import { stepsOf } from '../tutorial/testing/steps.js';
import { Terminals } from '../tutorial/testing/terminals.js';
import { WorkingCopy } from '../tutorial/testing/working-copy.js';

const PORTS = ['GATEWAY', 'COMMAND_API', 'QUERY_API', 'PAYMENT_PROVIDER', 'POLICIES', 'PROJECTIONS', 'IDENTITY'];
/** What this run has in its environment and a reader's shell has not. */
const OURS = /^(npm_|JEST_|INIT_CWD$|NODE_ENV$|NODE_OPTIONS$|SPECS$|KILL_AT$)/;

let copy: WorkingCopy;
let dataDir: string;
beforeEach(() => {
  copy = new WorkingCopy();
  dataDir = mkdtempSync(join(tmpdir(), 'doremi-'));
}, 60_000);
afterEach(() => {
  copy.remove();
  rmSync(dataDir, { recursive: true, force: true });
}, 60_000);

/** Each page is followed from a clone of its own to its end, by the letter. */
test.each(readdirSync(inRepository('docs/tutorial')))(
  'docs/tutorial/%s is as it says',
  async (page) => {
    const ports = await freePorts(PORTS.length);
    const own = PORTS.map((name, index): [string, string] => [`${name}_PORT`, String(ports[index])]);
    const shell = Object.fromEntries(Object.entries(process.env).filter(([name]) => !OURS.test(name)));
    const terminals = new Terminals(copy.folder, { ...shell, ...Object.fromEntries(own), DATA_DIR: dataDir });
    const text = readFileSync(inRepository(`docs/tutorial/${page}`), 'utf8');
    try {
      for (const step of stepsOf(text.replaceAll('127.0.0.1:8088', `127.0.0.1:${ports[0]}`)))
        try {
          await (step.kind === 'types' ? terminals.type(step) : copy.apply(step));
        } catch (error) {
          throw new Error(`${page}, line ${step.line}: ${String(error)}`, { cause: error });
        }
    } finally {
      await terminals.interrupt();
    }
  },
  180_000,
);
