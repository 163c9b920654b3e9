import { Command } from 'commander';
import { findProcess, OpsError } from '@doremi/http';
import { bars, lines } from './cli/displays.js';
import { follow } from './cli/follow.js';
import { OpsClient, type Parkers } from './cli/ops-client.js';
import { parkedTable, parkedText, resolveParked } from './cli/parked-commands.js';
import { statusText } from './cli/status-table.js';
import { comparisonText, verification, verificationText } from './cli/verification.js';
import type { BuildOutcome } from '@doremi/projection-engine';

/** The operator's commands. They talk to the running processes, so they need none of the engines. */
const program = new Command('projections').description('Looks after the read models.');

const { DOREMI_TOKEN: token } = process.env;
const clientOf = async (name: Parkers): Promise<OpsClient> =>
  new OpsClient(await findProcess(name, process.env), token ? { Authorization: `Bearer ${token}` } : {});
const client = (): Promise<OpsClient> => clientOf('projections');
const clients = async () => ({ projections: await client(), policies: await clientOf('policies') });

interface Chosen {
  readonly all?: boolean;
}

/** The projections that were named, or all of this release. */
const chosen = async (ops: OpsClient, names: readonly string[], { all }: Chosen): Promise<readonly string[]> => {
  if (all) return (await ops.status()).filter(({ isCurrent }) => isCurrent).map(({ name }) => name);
  if (names.length === 0) throw new OpsError('Name the projections, or say --all.');
  return names;
};

program
  .command('status')
  .description('each projection: its builds, how far they are, and who feeds them')
  .action(async () => console.log(statusText(await (await client()).standing())));

program
  .command('rebuild')
  .description('builds read models anew from the first event, beside the live ones, and puts them in their place')
  .argument('[names...]', 'which projections')
  .option('--all', 'every projection, in one pass over the events')
  .option('--wait', 'show progress until the new builds are live (the default on a terminal)')
  .option('--no-wait', 'return at once')
  .action(async (names: readonly string[], { all, wait }: Chosen & { wait?: boolean }) => {
    const ops = await client();
    const begun = await Promise.all((await chosen(ops, names, { all })).map((name) => ops.rebuild(name)));
    if (wait ?? process.stdout.isTTY) await waitFor(ops, begun);
    else {
      for (const { name, build } of begun) console.log(`${name}: ${build} is being built`);
      console.log(howToFollow(begun));
    }
  });

/** Exit code of a rebuild that has seen everything and can't be promoted before somebody has looked at what is parked. */
const BLOCKED = 3;

/** Ctrl-C ends the waiting and not the rebuild. */
const waitFor = async (ops: OpsClient, begun: readonly BuildOutcome[]): Promise<void> => {
  const leaving = new AbortController();
  process.once('SIGINT', () => leaving.abort());
  const display = process.stdout.isTTY ? bars() : lines(console.log);
  switch (await follow(ops, begun, display, { signal: leaving.signal })) {
    case 'live':
      return sayWhatChanged(ops, begun);
    case 'blocked':
      process.exitCode = BLOCKED;
      return;
    case 'left':
      console.log(`\nThe rebuild goes on without you. ${howToFollow(begun)}`);
      process.exitCode = 130;
  }
};

/** Says what the new builds changed; the former ones are still there to go back to. */
const sayWhatChanged = async (ops: OpsClient, begun: readonly BuildOutcome[]): Promise<void> => {
  for (const { build } of begun) console.log(await ops.compare(build).then(comparisonText, orMessage));
};

/** The rebuild is done all the same. */
const orMessage = (error: unknown): string => {
  if (error instanceof OpsError) return error.message;
  throw error;
};

const howToFollow = (begun: readonly BuildOutcome[]): string => {
  const names = begun.map(({ name }) => name).join(' ');
  return `Follow it with: npm run projections -- rebuild ${names} --wait\nDrop it with: npm run projections -- cancel NAME`;
};

program
  .command('verify')
  .description('compares live builds with a fresh fold of the events; ends with 1 when they differ')
  .argument('[names...]', 'which projections, or builds')
  .option('--all', 'every projection, one after the other')
  .action(async (names: readonly string[], options: Chosen) => {
    const ops = await client();
    for (const name of await chosen(ops, names, options)) {
      const found = await verification(ops, name, (text) => console.error(text));
      console.log(verificationText(found));
      if (found.differing > 0) process.exitCode = 1;
    }
  });

program
  .command('compare')
  .description('compares a build with the one that is read, or was, in its place; ends with 1 when they differ')
  .argument('<build>')
  .option('--full', 'reads every document, also where both have the same hash')
  .action(async (build: string, how: { readonly full?: boolean }) => {
    const comparison = await (await client()).compare(build, how);
    console.log(comparisonText(comparison));
    if (comparison.differing > 0) process.exitCode = 1;
  });

/** A command that does one thing to one build, and says what. */
const acting = (
  name: string,
  argument: string,
  description: string,
  act: (ops: OpsClient, target: string) => Promise<BuildOutcome>,
  said: string,
): void => {
  program
    .command(name)
    .description(description)
    .argument(`<${argument}>`)
    .action(async (target: string) => {
      const { name: projection, build } = await act(await client(), target);
      console.log(`${projection}: ${build} ${said}`);
    });
};

acting(
  'cancel',
  'name-or-build',
  'drops a build that is under way',
  (ops, target) => ops.cancel(target),
  'is cancelled',
);
acting('promote', 'build', 'reads go to this build', (ops, build) => ops.promote(build), 'is live');
acting('rollback', 'name', 'reads go back to the former build', (ops, name) => ops.rollback(name), 'is live');
acting(
  'retire',
  'build',
  'drops a build that was kept as a way back',
  (ops, build) => ops.retire(build),
  'is retired and goes in a few seconds',
);

program
  .command('accept-log')
  .description('keeps an event store that is not the one that was read, a restored backup say; who did so is recorded')
  .action(async () => {
    const { generation, stranded } = await (await client()).acceptLog();
    console.log(`The event store is accepted as it is; its generation is ${generation}.`);
    if (stranded.length > 0)
      console.log(`Made from the other one: ${stranded.join(', ')}\nNow: npm run projections -- rebuild --all --wait`);
  });

const parked = program
  .command('parked')
  .description('what projections could not fold and policies not react to; ids say which');
parked
  .command('list')
  .description('everything that waits for an operator')
  .action(async () => console.log(await parkedTable(await clients())));
parked
  .command('show')
  .description('one of them, with its event')
  .argument('<id>')
  .action(async (id: string) => console.log(await parkedText(await clients(), id)));
parked
  .command('retry')
  .description('tries it once more, after whatever was wrong was mended')
  .argument('<id>')
  .action(async (id: string) => console.log(await resolveParked(await clients(), id, 'retry')));
parked
  .command('skip')
  .description('passes it over for good; who did so is recorded')
  .argument('<id>')
  .action(async (id: string) => console.log(await resolveParked(await clients(), id, 'skip')));

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof OpsError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
