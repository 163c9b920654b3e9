import { Command } from 'commander';
import { findProcess, OpsError } from '@doremi/http';
import { ReconcileClient } from './reconcile/reconcile-client.js';

/** The operator's commands about what others have written down. They talk to the running processes. */
const program = new Command('reconcile').description('Compares the log with the books of others.');

const { DOREMI_TOKEN: token } = process.env;

program
  .command('payments')
  .description(
    'what the payment provider charged or gave back and the log does not know; ends with 1 while something is left',
  )
  .option('--apply', 'record it or pay it back; nothing is ever charged')
  .option('--since <time>', 'leave out what moved before, as ISO 8601')
  .action(async (options: { apply?: boolean; since?: string }) => {
    const url = await findProcess('policies', process.env);
    const client = new ReconcileClient(url, token ? { Authorization: `Bearer ${token}` } : {});
    if (!(await client.payments(options, (line) => console.log(line)))) process.exitCode = 1;
  });

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof OpsError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
