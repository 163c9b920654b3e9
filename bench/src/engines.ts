import { allOverBareStream } from './engines/all-reads.js';
import { durableOverMemory } from './engines/appends.js';
import { documentWrites } from './engines/document-writes.js';
import { manyOverFew } from './engines/look-ups.js';
import { withStandIns } from './engines/stand-ins.js';
import { numberOptions } from './options.js';
import { markdownTable } from './quick/figure.js';
import { machine } from './quick/page.js';

/**
 * `npm run bench:engines`: the stand-ins beside what bounds them, each pair taken in turn in one run. An engine that is
 * named (EVENTSTORE_URL, MONGODB_URL) is measured in place of the stand-in that keeps its data.
 */
const { events, documents } = numberOptions({ events: 50_000, documents: 1_000_000 });

const startedAt = performance.now();
const seconds = (): string => `${((performance.now() - startedAt) / 1_000).toFixed(0)} s`;
const say = (what: string): void => console.log(`${seconds()}  ${what}`);

say('appends');
const appends = await withStandIns(durableOverMemory);
say('reads of $all');
const reads = await withStandIns((standIns) => allOverBareStream(standIns, events));
say('writes of documents');
const writes = await withStandIns(documentWrites);
say(`look-ups in ${documents} documents`);
const lookUps = await withStandIns((standIns) => manyOverFew(standIns, documents));

console.log(`\n${markdownTable([...appends, ...reads, ...writes, ...lookUps])}\n`);
console.log(`${new Date().toISOString().slice(0, 10)}, ${seconds()} on ${machine()}.`);
