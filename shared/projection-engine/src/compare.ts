import { setTimeout as delay } from 'node:timers/promises';
import { type Build, liveOf, type Refusal, refuse } from '@doremi/event-sourcing';
import type { Changed, Loaded, ReadModelStore } from '@doremi/read-models';
import { differencesOf, hashOf } from './difference.js';
import type { Difference } from './verify.js';

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

type Access = Pick<ReadModelStore, 'builds' | 'scan' | 'documentsOf'>;

type Found = Changed<object>;

interface Pair {
  readonly key: string;
  readonly one: Loaded | undefined;
  readonly other: Loaded | undefined;
}

const DIFFERENCES_SHOWN = 100;
/**
 * Both builds are fed by the same events, not at the same moment: a document is looked at again so often. Milliseconds.
 */
const LOOKS_PER_DOCUMENT = 20;
const LOOK_EVERY = 100;
const KEYS_PER_READ = 500;

export const compareBuilds =
  (readModels: Access): Compare =>
  async (id, signal) => {
    const builds = (await readModels.builds.list()).filter(({ state }) => state !== 'retired');
    const build = builds.find((one) => one.id === id);
    if (!build) return refuse('BUILD_NOT_FOUND', { known: builds.map((one) => one.id) });
    const other = otherOf(build, builds);
    return other ? compared(readModels, build, other, signal) : refuse('NOTHING_TO_COMPARE', { build: id });
  };

const otherOf = (build: Build, builds: readonly Build[]): Build | undefined => {
  if (build.state !== 'live') return liveOf(builds, build.model);
  const standby = builds.filter(({ model, state }) => model === build.model && state === 'standby');
  return standby.sort((a, b) => Number(b.standbySince) - Number(a.standbySince))[0];
};

async function* compared(
  readModels: Access,
  build: Build,
  other: Build,
  signal: AbortSignal,
): AsyncGenerator<Comparison> {
  let unlike: string[] = [];
  let documents = 0;
  for await (const pair of pairs(readModels.scan(build), readModels.scan(other))) {
    if (signal.aborted) return;
    documents++;
    if (!isSame(pair)) unlike.push(pair.key);
  }
  const differing: Pair[] = [];
  for (let looks = 1; unlike.length > 0 && !signal.aborted; looks++) {
    const again = await read(readModels, [build, other], unlike);
    const isOver = (pair: Pair): boolean => pair.one?.position === pair.other?.position || looks === LOOKS_PER_DOCUMENT;
    differing.push(...again.filter((pair) => isOver(pair) && !isSame(pair)));
    unlike = again.filter((pair) => !isOver(pair)).map(({ key }) => key);
    if (unlike.length > 0) await delay(LOOK_EVERY);
  }
  differing.sort((a, b) => (a.key < b.key ? -1 : 1));
  const differences = differing.slice(0, DIFFERENCES_SHOWN).map(differenceOf);
  yield { build: build.id, with: other.id, documents, differing: differing.length, differences };
}

/** Documents of the same key side by side; both scans are in the order of the keys. */
async function* pairs(ones: AsyncIterable<Found>, others: AsyncIterable<Found>): AsyncGenerator<Pair> {
  const [left, right] = [ones[Symbol.asyncIterator](), others[Symbol.asyncIterator]()];
  const next = async (side: AsyncIterator<Found, unknown>): Promise<Found | undefined> => {
    const item = await side.next();
    return item.done ? undefined : item.value;
  };
  let [one, other] = [await next(left), await next(right)];
  while (one ?? other) {
    const isOne = one !== undefined && (other === undefined || one.key <= other.key);
    const isOther = other !== undefined && (one === undefined || other.key <= one.key);
    yield { key: (isOne ? one : other)?.key ?? '', one: isOne ? one : undefined, other: isOther ? other : undefined };
    if (isOne) one = await next(left);
    if (isOther) other = await next(right);
  }
}

/** The documents of these keys once more, as both builds have them now. */
const read = async (readModels: Access, builds: readonly [Build, Build], keys: readonly string[]): Promise<Pair[]> => {
  const read: Pair[] = [];
  for (let start = 0; start < keys.length; start += KEYS_PER_READ) {
    const some = keys.slice(start, start + KEYS_PER_READ);
    const [ones, others] = await Promise.all(builds.map((build) => readModels.documentsOf(build).load(some)));
    read.push(...some.map((key) => ({ key, one: ones?.get(key), other: others?.get(key) })));
  }
  return read;
};

const stored = ({ document, position }: Loaded) => ({ ...document, _position: position });

const isSame = ({ one, other }: Pair): boolean =>
  one !== undefined && other !== undefined && hashOf(stored(one)) === hashOf(stored(other));

const differenceOf = ({ key, one, other }: Pair): Difference => {
  if (!one) return { key, kind: 'MISSING', fields: [] };
  if (!other) return { key, kind: 'SURPLUS', fields: [] };
  return { key, kind: 'DIFFERS', fields: differencesOf(stored(other), stored(one)) };
};
