import { parseArgs } from 'node:util';
import { fuzz } from './fuzz.js';
import { brokenPromises, reportOf } from './report.js';

/** `npm run fuzz -- --seconds 60 [--seed N]`: asks a system of its own for everything, rightly and wrongly. */
const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    verbose: { type: 'boolean', default: false },
  },
});
const [seconds, seed] = [Number(values.seconds), Number(values.seed)];
if (!(seconds > 0) || !Number.isSafeInteger(seed)) {
  console.error('Usage: npm run fuzz -- --seconds 60 [--seed 1] [--verbose]');
  process.exit(2);
}
console.log(`Fuzzing for ${seconds} s, seed ${seed}`);
const fuzzed = await fuzz(seed, seconds * 1_000);
console.log(reportOf(fuzzed));
if (values.verbose) for (const [refusal, times] of fuzzed.tally.refusals) console.log(`  ${times} × ${refusal}`);
const broken = brokenPromises(fuzzed);
if (broken.length > 0) console.log(`\nPROMISES WERE BROKEN: ${broken.join('; ')}. Again with --seed ${seed}`);
process.exit(broken.length > 0 ? 1 : 0);
