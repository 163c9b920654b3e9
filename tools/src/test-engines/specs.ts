import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';

/** The variables that name engines. */
export type EngineVariable = 'EVENTSTORE_URL' | 'MONGODB_URL' | 'REDIS_URL';

/** A spec file that asks engines, by its path in the repository. */
export interface EngineSpec {
  readonly spec: string;
  readonly asks: readonly EngineVariable[];
}

/** Where the specs of engines are, and what in them asks which; a stand-in's own folder is about that one alone. */
const PLACES: readonly (readonly [folder: string, asks: readonly (readonly [EngineVariable, RegExp])[]])[] = [
  ['embedded/eventstore/src', [['EVENTSTORE_URL', /\/testing\//]]],
  ['embedded/mongo/src', [['MONGODB_URL', /\/testing\//]]],
  ['embedded/redis/src', [['REDIS_URL', /needsOwnServer|\/testing\//]]],
  [
    'shared',
    [
      ['EVENTSTORE_URL', /\b(with|given|own)EventStore\b/],
      ['MONGODB_URL', /\b(startMongoInMemory|givenMongo|ownMongo)\b/],
      ['REDIS_URL', /\b(with|given|own)Redis\b/],
    ],
  ],
];

/** Whole programs under load have runs of their own; what lies under testing/ is about the tests. */
const NO_CONTRACT = /\.(long|system)\.spec\.ts$|[\\/]?testing[\\/]/;

/** The specs that hold engines and adapters to what is expected of them; those that ask no engine are none of them. */
export const engineSpecs = (root: string): EngineSpec[] =>
  PLACES.flatMap(([folder, asks]) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.spec.ts') && !NO_CONTRACT.test(path))
      .map((path) => {
        const text = readFileSync(join(root, folder, path), 'utf8');
        const spec = `${folder}/${path.split(sep).join('/')}`;
        return { spec, asks: asks.flatMap(([variable, how]) => (how.test(text) ? [variable] : [])) };
      }),
  ).filter(({ asks }) => asks.length > 0);
