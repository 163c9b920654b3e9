import { parseArgs } from 'node:util';
import { eraseCheck, faultsOf } from './erase-check.js';
import { MARKS } from './people.js';

/** `npm run erase-check [-- --customers 1000]`: ends with 1 where anybody's name is found in a file, or somebody erased in an answer. */
const { values } = parseArgs({ options: { customers: { type: 'string', default: '1000' } } });
const customers = Number(values.customers);
if (!Number.isSafeInteger(customers) || customers < 1 || customers > 99_999) {
  console.error('Usage: npm run erase-check -- --customers 1000');
  process.exit(2);
}
const checked = await eraseCheck(customers, (line) => console.log(line));
const { orders, erased, files, answers, traces } = checked;
const found = Object.entries(MARKS).map(([what, mark]) => `${files.hits[mark]} ${what}`);
console.log(`
${customers} customers, ${orders} orders, ${erased} erased
in ${files.files} files (${(files.bytes / 2 ** 20).toFixed(0)} MiB, of which traces: ${(traces.bytes / 2 ** 20).toFixed(0)} MiB): ${found.join(', ')}
in ${answers.count} answers: ${answers.ofErased} name somebody erased, ${answers.missing} orders of others lack whom they are for`);
const faults = faultsOf(checked);
for (const fault of faults) console.log(`NOT SO: ${fault}`);
process.exit(faults.length > 0 ? 1 : 0);
