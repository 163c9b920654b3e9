import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ODD_KINDS } from '@doremi/embedded-payment-provider';
import { chaos, type Chaos } from './chaos.js';
import { reportOf, shortcomings } from './report.js';

/**
 * `npm run chaos -- --minutes 3 --seed 1 [--odd-answers 15] [--out DIR]`: people order while every process is killed, frozen
 * and restarted, and the payment provider answers so many of 100 requests oddly. Ends with 1 when a promise was broken, with 2 when too little happened for the run to count.
 */
const REQUIRED = { orders: 500, unknowns: 20, holds: 20, refunds: 20, killsOfEach: 10 };
const ODD_ANSWERS_OF_EACH = 1;
const CUSTOMERS = 40;
const ORDERS_BETWEEN = 50;

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '3' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    'odd-answers': { type: 'string', default: '15' },
    out: { type: 'string' },
  },
});
const [minutes, seed, oddAnswers] = [Number(values.minutes), Number(values.seed), Number(values['odd-answers'])];
if (
  !(minutes > 0) ||
  !Number.isSafeInteger(seed) ||
  !(Number.isInteger(oddAnswers) && oddAnswers >= 0 && oddAnswers <= 50)
) {
  console.error('Usage: npm run chaos -- --minutes 3 --seed 1 [--odd-answers 15] [--out DIR]');
  process.exit(2);
}

/** Everything that a run knows, and the logs of its processes. */
const keep = (folder: string, { history, dataDir, remove: _, ...run }: Chaos): void => {
  mkdirSync(folder, { recursive: true });
  const { readModels, ...rest } = history;
  const asJson = (value: unknown): string => JSON.stringify(value, null, 1);
  writeFileSync(join(folder, 'run.json'), asJson({ seed, minutes, oddAnswers, ...run }));
  for (const [name, value] of Object.entries(rest)) writeFileSync(join(folder, `${name}.json`), asJson(value));
  const documents = readModels.map(({ name, stored, fresh }) => ({ name, stored: [...stored], fresh: [...fresh] }));
  writeFileSync(join(folder, 'read-models.json'), asJson(documents));
  cpSync(join(dataDir, 'logs'), join(folder, 'logs'), { recursive: true });
};

console.log(`Chaos for ${minutes} minutes, seed ${seed}, ${oddAnswers} of 100 answers of the payment provider odd`);
const run = await chaos({
  seed,
  lasting: minutes * 60_000,
  customers: CUSTOMERS,
  ordersBetween: ORDERS_BETWEEN,
  oddAnswers,
  say: (line) => console.log(line),
});
console.log(reportOf(run));
const isBroken = run.findings.some(({ count }) => count > 0);
const missing = shortcomings(run, {
  ...REQUIRED,
  oddAnswers: { kinds: oddAnswers > 0 ? ODD_KINDS : [], ofEach: ODD_ANSWERS_OF_EACH },
});
if (missing.length > 0) console.log(`\nTHIS RUN DOES NOT COUNT: ${missing.join('; ')}.`);
if (isBroken)
  console.log(
    `\nPROMISES WERE BROKEN. Again: npm run chaos -- --minutes ${minutes} --seed ${seed} --odd-answers ${oddAnswers}`,
  );
const folder = values.out ?? (isBroken ? join('.doremi', `chaos-${seed}`) : undefined);
if (folder !== undefined) {
  keep(folder, run);
  console.log(`All that is known of the run is in ${folder}`);
}
await run.remove();
process.exit(isBroken ? 1 : missing.length > 0 ? 2 : 0);
