import { allOverBareStream } from './engines/all-reads.js';
import { durableOverMemory } from './engines/appends.js';
import { documentWrites } from './engines/document-writes.js';
import { manyOverFew } from './engines/look-ups.js';
import { withStandIns } from './engines/stand-ins.js';
import { partOptions } from './options.js';
import { runParts } from './run-parts.js';

/**
 * `npm run bench:engines`: the stand-ins beside what bounds them, each pair taken in turn in one run. An engine that is
 * named (EVENTSTORE_URL, MONGODB_URL) is measured in place of the stand-in that keeps its data. `--only reads` for a part.
 */
const PARTS = ['appends', 'reads', 'writes', 'look-ups'] as const;
const { events, documents, only } = partOptions({ events: 50_000, documents: 1_000_000 }, PARTS);

await runParts(
  {
    appends: () => withStandIns(durableOverMemory),
    reads: () => withStandIns((standIns) => allOverBareStream(standIns, events)),
    writes: () => withStandIns(documentWrites),
    'look-ups': () => withStandIns((standIns) => manyOverFew(standIns, documents)),
  },
  only,
);
process.exit();
