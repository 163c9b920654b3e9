import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { eventStoreVersion } from '@doremi/event-store';
import { mongoVersion } from '@doremi/read-models';
import { redisVersion } from '@doremi/redis';
import { addressOf } from '@doremi/start';
import { engineSpecs, type EngineVariable } from './specs.js';
import { faultsOf, figuresOf, type Outcome, type Run, type SkippedOn } from './verdict.js';

/**
 * `npm run test:engines`: the contract of every engine and the specs of what connects to them, on the engines that
 * EVENTSTORE_URL, MONGODB_URL and REDIS_URL name, and on stand-ins where these are not set.
 */
const ENGINES: Readonly<Record<EngineVariable, string>> = {
  EVENTSTORE_URL: 'EventStoreDB',
  MONGODB_URL: 'MongoDB',
  REDIS_URL: 'Redis',
};
const ASK_VERSION: Readonly<Record<EngineVariable, (url: string) => Promise<string>>> = {
  EVENTSTORE_URL: eventStoreVersion,
  MONGODB_URL: mongoVersion,
  REDIS_URL: redisVersion,
};
const root = fileURLToPath(new URL('../../../', import.meta.url));
const variables = Object.keys(ENGINES) as EngineVariable[];
const named = variables.filter((variable) => process.env[variable]);

const titles = Object.fromEntries(
  await Promise.all(
    variables.map(async (variable) => {
      const url = process.env[variable];
      if (!url) return [variable, `${ENGINES[variable]}, the stand-in`];
      const version = await ASK_VERSION[variable](url);
      return [variable, `${ENGINES[variable]} ${version} at ${addressOf(url)}`];
    }),
  ),
) as Record<EngineVariable, string>;
for (const variable of variables) console.log(titles[variable]);

interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly message: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

/** Runs the specs, one after the other where an engine is shared among them. */
const outcomesOf = async (specs: readonly string[]): Promise<Outcome[]> => {
  const folder = mkdtempSync(join(tmpdir(), 'doremi-test-engines-'));
  const report = join(folder, 'report.json');
  const jest = [
    ...[
      '--experimental-vm-modules',
      '--disable-warning=ExperimentalWarning',
      join(root, 'node_modules/jest/bin/jest.js'),
    ],
    ...['--forceExit', '--config', join(root, 'tools/jest/engines.config.js'), '--json', `--outputFile=${report}`],
    ...(named.length > 0 ? ['--runInBand'] : []),
    ...['--runTestsByPath', ...specs],
  ];
  const env = { ...process.env, ENGINES_RUN: `doremi-test-${randomBytes(3).toString('hex')}` };
  const child = spawn(process.execPath, jest, { cwd: root, env, stdio: ['ignore', 'ignore', 'inherit'] });
  await once(child, 'exit');
  const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as Report;
  rmSync(folder, { recursive: true });
  return testResults.flatMap(({ name, assertionResults }) => {
    const spec = relative(root, name).split(sep).join('/');
    return assertionResults.map(({ fullName, status }) => ({ spec, test: fullName, status }));
  });
};

const specs = engineSpecs(root);
const list = JSON.parse(readFileSync(join(root, 'tools/jest/skipped-on-engines.json'), 'utf8')) as SkippedOn;
const run: Run = { specs, list, named, outcomes: await outcomesOf(specs.map(({ spec }) => spec)) };

for (const variable of variables) {
  const { passed, skipped, failed } = figuresOf(run, variable);
  console.log(`${titles[variable]}: ${passed} passed, ${skipped} skipped, ${failed} failed`);
  if (named.includes(variable))
    for (const { spec, tests, reason } of list[variable])
      console.log(`  skipped: ${spec}${tests ? `, ${tests.length} of its tests` : ''}: ${reason}`);
}
const faults = faultsOf(run);
for (const fault of faults) console.log(`WRONG: ${fault}`);
process.exitCode = faults.length > 0 ? 1 : 0;
