import { parsePosition, type Position } from '../position.js';

/** What the projections tell the readers through Redis. Readers do without: then they look for themselves. */
export interface Announcements {
  readonly publish: (channel: string, message: string) => Promise<unknown>;
  /** Returns how to stop listening. */
  readonly subscribe: (channel: string, listener: (message: string) => void) => () => void;
  /** Since when all that was published is heard, by `performance.now()`; null while it may be missed. */
  readonly listeningSince: () => number | null;
}

/** Another build of a read model became the one that is read; the message is the read model's id. */
export const PROMOTED = 'doremi:promoted';

/** Partitions have come further; the message is a JSON array of changes, one per build. */
export const CHANGED = 'doremi:changed';

export interface Change {
  readonly build: string;
  /** The partitions that are now at `position`. */
  readonly partitions: readonly number[];
  readonly position: Position;
  /** The documents that changed; absent where they were too many to name. */
  readonly keys?: readonly string[];
}

/** A change as it is written: `lanes` are the numbers of its partitions. */
type ChangeMessage = Omit<Change, 'partitions'> & { readonly lanes: readonly number[] };

/** The message of CHANGED that says so. */
export const changesMessage = (changes: readonly Change[]): string =>
  JSON.stringify(
    changes.map(({ build, partitions: lanes, ...change }): ChangeMessage => ({ build, lanes, ...change })),
  );

/** Reads a message of CHANGED; nothing where it is none. */
export const readChanges = (message: string): readonly Change[] => {
  try {
    const changes: unknown = JSON.parse(message);
    if (!Array.isArray(changes)) return [];
    return changes
      .filter(isChange)
      .map(({ build, lanes: partitions, ...change }) => ({ build, partitions, ...change }));
  } catch {
    return [];
  }
};

const isChange = (value: unknown): value is ChangeMessage => {
  const { build, lanes, position } = (value ?? {}) as Partial<ChangeMessage>;
  return (
    typeof build === 'string' &&
    Array.isArray(lanes) &&
    typeof position === 'string' &&
    parsePosition(position) !== null
  );
};
