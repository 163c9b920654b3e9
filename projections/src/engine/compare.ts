import { setTimeout as delay } from 'node:timers/promises';
import { liveOf, type Build } from '@doremi/shared/engines/read-side/build';
import type { Changed } from '@doremi/shared/engines/read-side/changes';
import { refuse, type Refusal } from '@doremi/shared/kernel/refusal';
import { differencesOf, hashOf } from './difference.js';
import type { Difference } from './verify.js';
import type { WriteAccess } from './write-access.js';

/** How a build differs from the other one of its version that is read, or was. */
export interface Comparison {
  readonly build: string;
  readonly with: string;
  readonly documents: number;
  readonly differing: number;
  /** The first of them; `expected` is what the other build has. */
  readonly differences: readonly Difference[];
}

/** Compares a build with the live one of its version; the live one with the one that was read before. */
export type Compare = (id: string, signal: AbortSignal) => Promise<AsyncIterable<Comparison> | Refusal>;

type Access = Pick<WriteAccess, 'builds' | 'scan' | 'documentsOf'>;

interface Pair {
  readonly key: string;
  readonly one: Partial<Changed<object>> | undefined;
  readonly other: Partial<Changed<object>> | undefined;
}

const TOLD = 100;
/** Both builds are fed by the same events, not at the same moment: a document is looked at again so often. Milliseconds. */
const LOOKS = 20;
const LOOK_EVERY = 100;

export const comparing =
  (readSide: Access): Compare =>
  async (id, signal) => {
    const builds = (await readSide.builds.list()).filter(({ state }) => state !== 'retired');
    const build = builds.find((one) => one.id === id);
    if (!build) return refuse('BUILD_NOT_FOUND', { known: builds.map((one) => one.id) });
    const other = otherOf(build, builds);
    return other ? compared(readSide, build, other, signal) : refuse('NOTHING_TO_COMPARE', { build: id });
  };

const otherOf = (build: Build, builds: readonly Build[]): Build | undefined => {
  if (build.state !== 'live') return liveOf(builds, build.model);
  const standby = builds.filter(({ model, state }) => model === build.model && state === 'standby');
  return standby.sort((a, b) => Number(b.standbySince) - Number(a.standbySince))[0];
};

async function* compared(readSide: Access, build: Build, other: Build, signal: AbortSignal): AsyncGenerator<Comparison> {
  const differences: Difference[] = [];
  const unlike: string[] = [];
  let documents = 0;
  for await (const pair of pairs(readSide.scan(build), readSide.scan(other))) {
    if (signal.aborted) return;
    documents++;
    if (!isSame(pair)) unlike.push(pair.key);
  }
  const differing: string[] = [];
  for (const key of unlike) {
    const pair = await settled(readSide, build, other, key);
    if (isSame(pair)) continue;
    differing.push(key);
    if (differences.length < TOLD) differences.push(differenceOf(pair));
  }
  yield { build: build.id, with: other.id, documents, differing: differing.length, differences };
}

/** Documents of the same key side by side; both scans are in the order of the keys. */
async function* pairs(ones: AsyncIterable<Changed<object>>, others: AsyncIterable<Changed<object>>): AsyncGenerator<Pair> {
  const [left, right] = [ones[Symbol.asyncIterator](), others[Symbol.asyncIterator]()];
  let [one, other] = await Promise.all([left.next(), right.next()]);
  while (!one.done || !other.done) {
    const keys = [one, other].flatMap(({ done, value }) => (done ? [] : [(value as Changed<object>).key]));
    const key = keys.reduce((first, next) => (next < first ? next : first));
    const has = (side: IteratorResult<Changed<object>>): boolean => !side.done && side.value.key === key;
    const pair = { key, one: has(one) ? one.value as Changed<object> : undefined, other: has(other) ? other.value as Changed<object> : undefined };
    yield pair;
    if (pair.one) one = await left.next();
    if (pair.other) other = await right.next();
  }
}

const stored = ({ document, position }: Partial<Changed<object>>) => ({ ...document, _position: position });

const isSame = ({ one, other }: Pair): boolean =>
  one !== undefined && other !== undefined && one.position === other.position && hashOf(stored(one)) === hashOf(stored(other));

/** Looks at a key again until both builds have it at the same place, or neither moves any more. */
const settled = async (readSide: Access, build: Build, other: Build, key: string): Promise<Pair> => {
  for (let looks = 1; ; looks++) {
    const [one, two] = await Promise.all([build, other].map(async (each) => (await readSide.documentsOf(each).load([key])).get(key)));
    const pair = { key, one, other: two };
    if (one?.position === two?.position || looks >= LOOKS) return pair;
    await delay(LOOK_EVERY);
  }
};

const differenceOf = ({ key, one, other }: Pair): Difference => {
  if (!one) return { key, kind: 'MISSING', fields: [] };
  if (!other) return { key, kind: 'SURPLUS', fields: [] };
  return { key, kind: 'DIFFERS', fields: differencesOf(stored(other), stored(one)) };
};
