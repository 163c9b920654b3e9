import assert from 'node:assert/strict';
import { type DomainEvent, projection } from '@doremi/event-sourcing';
import { projectionEngine } from '../index.js';
import { MemoryLog, memoryReadModels, until } from '../testing.js';

type ButtonEvent = DomainEvent<'Clicked' | 'Reset', { readonly button: string }>;

/** One document per button: how often it was clicked since it was reset. */
const clicks = projection<{ readonly count: number }, ButtonEvent>({
  name: 'clicks',
  version: 1, // a new version is built beside the old one, and takes its place once it is as far
  database: 'main',
  key: (event) => event.data.button, // one document, whose events are folded in order
  on: {
    Clicked: (counter) => ({ count: (counter?.count ?? 0) + 1 }),
    Reset: () => ({ count: 0 }),
  },
  indexes: [],
});

const log = new MemoryLog();
const readModels = memoryReadModels();
const engine = projectionEngine({ projections: [clicks], store: log.port(), readModels });
const stopping = new AbortController();
const running = engine.run(stopping.signal);

for (const button of ['left', 'right', 'left']) log.append(button, { type: 'Clicked', data: { button } });
await until('all are counted', async () => (await engine.status())[0]?.builds[0]?.watermark === log.last());
assert.deepEqual(await readModels.shown(clicks), { left: { count: 2 }, right: { count: 1 } });

await engine.rebuild('clicks', 'me'); // from the first event on, while the old build is read
await until('the new build is live', async () => (await engine.status())[0]?.live === 'clicks_v1_b2');
await engine.rollback('clicks', 'me'); // the old one was kept
assert.equal((await engine.status())[0]?.live, 'clicks_v1_b1');

stopping.abort();
await running;
