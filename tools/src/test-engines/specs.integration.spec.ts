import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from '@jest/globals';
import { engineSpecs } from './specs.js';
import type { SkippedOn } from './verdict.js';

const repository = fileURLToPath(new URL('../../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'doremi-engine-specs-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('specs that ask an engine are found by what they use', () => {
  const files = {
    'embedded/eventstore/src/streams/read.integration.spec.ts':
      "import { withEventStore } from '../testing/eventstore.js';",
    'embedded/eventstore/src/bytes.spec.ts': "import { bytes } from './bytes.js';",
    'embedded/eventstore/src/testing/given.spec.ts': "import { named } from '@doremi/event-sourcing/testing';",
    'embedded/eventstore/src/scale.long.spec.ts': "import { startProcess } from './testing/process.js';",
    'embedded/mongo/src/a.spec.ts': "import { withMongo } from './testing/with-mongo.js';",
    'embedded/redis/src/a.spec.ts': "import { givenRedis } from './testing/given-redis.js';",
    'shared/event-store/src/both.spec.ts': 'withEventStore(); startMongoInMemory();',
    'shared/redis/src/redis.ts': 'withRedis();',
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  expect(engineSpecs(folder)).toEqual([
    { spec: 'embedded/eventstore/src/streams/read.integration.spec.ts', asks: ['EVENTSTORE_URL'] },
    { spec: 'embedded/mongo/src/a.spec.ts', asks: ['MONGODB_URL'] },
    { spec: 'embedded/redis/src/a.spec.ts', asks: ['REDIS_URL'] },
    { spec: 'shared/event-store/src/both.spec.ts', asks: ['EVENTSTORE_URL', 'MONGODB_URL'] },
  ]);
});

test('every engine has specs, and each file that is on the list is one of those of its engine', () => {
  const listed = JSON.parse(readFileSync(join(repository, 'tools/jest/skipped-on-engines.json'), 'utf8')) as SkippedOn;
  const specs = engineSpecs(repository);
  for (const [variable, skipped] of Object.entries(listed)) {
    const its = specs.filter(({ asks }) => (asks as readonly string[]).includes(variable)).map(({ spec }) => spec);
    expect(its.length).toBeGreaterThan(1);
    for (const { spec, reason } of skipped) {
      expect(its).toContain(spec);
      expect(reason).not.toBe('');
    }
  }
});
