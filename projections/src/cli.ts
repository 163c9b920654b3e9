import { Command } from 'commander';
import { findProjections } from './cli/find-projections.js';
import { bars, follow, lines } from './cli/follow.js';
import { OpsClient, OpsError } from './cli/ops-client.js';
import { statusTable } from './cli/status-table.js';

/** The operator's commands. They talk to a running projections process, so they need none of the engines. */
const program = new Command('projections').description('Looks at the read models and builds them anew.');

const client = async (): Promise<OpsClient> => new OpsClient(await findProjections(process.env));

program
  .command('status')
  .description('each projection: its builds, how far they are, and who feeds them')
  .action(async () => console.log(statusTable(await (await client()).status())));

program
  .command('rebuild')
  .description('builds read models anew from the first event, beside the live ones, and puts them in their place')
  .argument('[names...]', 'which projections')
  .option('--all', 'every projection, in one pass over the events')
  .option('--wait', 'show progress until the new builds are live (the default on a terminal)')
  .option('--no-wait', 'return at once')
  .action(async (names: readonly string[], { all, wait }: { all?: boolean; wait?: boolean }) => {
    if (names.length === 0 && !all) throw new OpsError('Name the projections, or say --all.');
    const ops = await client();
    const chosen = all ? (await ops.status()).map(({ name }) => name) : names;
    const begun = await Promise.all(chosen.map((name) => ops.rebuild(name)));
    if (!(wait ?? process.stdout.isTTY)) {
      for (const { name, build } of begun) console.log(`${name}: ${build} is being built`);
      return;
    }
    await follow(ops, begun, process.stdout.isTTY ? bars() : lines(console.log));
  });

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof OpsError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
