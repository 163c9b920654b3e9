import { setTimeout as delay } from 'node:timers/promises';
import { type Build, liveOf, type Refusal, refuse } from '@doremi/event-sourcing';
import type { Fingerprint, Loaded, ReadModelStore } from '@doremi/read-models';
import { differencesOf, hashOf } from './difference.js';
import type { Difference } from './verify.js';

/** How a build differs from the other one of its version that is read, or was. */
export interface Comparison {
  readonly build: string;
  readonly with: string;
  readonly documents: number;
  /** So many of them have the same hash in both builds, and were not read. */
  readonly byHash: number;
  readonly differing: number;
  /** The first of them; `expected` is what the other build has. */
  readonly differences: readonly Difference[];
}

interface Thoroughness {
  /** Whether every document is read, whatever its hash says: one that was changed by hand keeps its hash. */
  readonly full: boolean;
}

/** Compares a build with the live one of its version; the live one with the one that was read before. */
export type Compare = (
  id: string,
  how: Thoroughness,
  signal: AbortSignal,
) => Promise<AsyncIterable<Comparison> | Refusal>;

type Access = Pick<ReadModelStore, 'builds' | 'scan' | 'fingerprints' | 'documentsOf'>;

/** What two builds have under a key. */
interface Pair<Side = Loaded> {
  readonly key: string;
  readonly one: Side | undefined;
  readonly other: Side | undefined;
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
  async (id, how, signal) => {
    const builds = (await readModels.builds.list()).filter(({ state }) => state !== 'retired');
    const build = builds.find((one) => one.id === id);
    if (!build) return refuse('BUILD_NOT_FOUND', { known: builds.map((one) => one.id) });
    const other = otherOf(build, builds);
    if (!other) return refuse('NOTHING_TO_COMPARE', { build: id });
    return new Comparing(readModels, build, other, signal).lines(how);
  };

const otherOf = (build: Build, builds: readonly Build[]): Build | undefined => {
  if (build.state !== 'live') return liveOf(builds, build.model);
  const standby = builds.filter(({ model, state }) => model === build.model && state === 'standby');
  return standby.sort((a, b) => Number(b.standbySince) - Number(a.standbySince))[0];
};

/** One comparison. It takes no lock: what is not the same at first sight is read, and read again while it moves. */
class Comparing {
  private documents = 0;
  private byHash = 0;
  private differing = 0;
  private shown: Pair[] = [];

  constructor(
    private readonly readModels: Access,
    private readonly build: Build,
    private readonly other: Build,
    private readonly signal: AbortSignal,
  ) {}

  async *lines({ full }: Thoroughness): AsyncGenerator<Comparison> {
    let unlike: string[] = [];
    let moving: string[] = [];
    for await (const key of full ? this.unlikeDocuments() : this.unlikeFingerprints()) {
      if (this.signal.aborted) return;
      if (unlike.push(key) < KEYS_PER_READ) continue;
      moving.push(...(await this.look(unlike)));
      unlike = [];
    }
    moving.push(...(await this.look(unlike)));
    for (let looks = 2; moving.length > 0; looks++) {
      await delay(LOOK_EVERY);
      if (this.signal.aborted) return;
      moving = await this.look(moving, looks === LOOKS_PER_DOCUMENT);
    }
    const { build, other, documents, byHash, differing } = this;
    const differences = this.shown.map(differenceOf);
    yield { build: build.id, with: other.id, documents, byHash, differing, differences };
  }

  private async *unlikeDocuments(): AsyncGenerator<string> {
    for await (const pair of pairs(this.readModels.scan(this.build), this.readModels.scan(this.other))) {
      this.documents++;
      if (!isSame(pair)) yield pair.key;
    }
  }

  private async *unlikeFingerprints(): AsyncGenerator<string> {
    const { fingerprints } = this.readModels;
    for await (const pair of pairs(fingerprints(this.build), fingerprints(this.other))) {
      this.documents++;
      if (isSameByHash(pair)) this.byHash++;
      else yield pair.key;
    }
  }

  /** Reads these documents of both builds as they are now; returns the keys of those that are not at the same place. */
  private async look(keys: readonly string[], isLast = false): Promise<string[]> {
    const moving: string[] = [];
    for (let start = 0; start < keys.length; start += KEYS_PER_READ) {
      const read = await this.read(keys.slice(start, start + KEYS_PER_READ));
      const isOver = ({ one, other }: Pair): boolean => isLast || one?.position === other?.position;
      this.note(read.filter((pair) => isOver(pair) && !isSame(pair)));
      moving.push(...read.filter((pair) => !isOver(pair)).map(({ key }) => key));
    }
    return moving;
  }

  private async read(keys: readonly string[]): Promise<Pair[]> {
    const load = (build: Build) => this.readModels.documentsOf(build).load(keys);
    const [ones, others] = await Promise.all([load(this.build), load(this.other)]);
    return keys.map((key) => ({ key, one: ones.get(key), other: others.get(key) }));
  }

  private note(differing: readonly Pair[]): void {
    this.differing += differing.length;
    this.shown = [...this.shown, ...differing].sort((a, b) => (a.key < b.key ? -1 : 1)).slice(0, DIFFERENCES_SHOWN);
  }
}

/** What both have under the same key side by side; both are in the order of the keys. */
async function* pairs<Side extends { readonly key: string }>(
  ones: AsyncIterable<Side>,
  others: AsyncIterable<Side>,
): AsyncGenerator<Pair<Side>> {
  const [left, right] = [ones[Symbol.asyncIterator](), others[Symbol.asyncIterator]()];
  const next = async (side: AsyncIterator<Side, unknown>): Promise<Side | undefined> => {
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

const stored = ({ document, position }: Loaded) => ({ ...document, _position: position });

const isSame = ({ one, other }: Pair): boolean =>
  one !== undefined && other !== undefined && hashOf(stored(one)) === hashOf(stored(other));

const isSameByHash = ({ one, other }: Pair<Fingerprint>): boolean =>
  one !== undefined && one.hash !== null && one.hash === other?.hash && one.position === other.position;

const differenceOf = ({ key, one, other }: Pair): Difference => {
  if (!one) return { key, kind: 'MISSING', fields: [] };
  if (!other) return { key, kind: 'SURPLUS', fields: [] };
  return { key, kind: 'DIFFERS', fields: differencesOf(stored(other), stored(one)) };
};
