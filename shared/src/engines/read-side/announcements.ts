import { parsePosition, type Position } from '../../kernel/position.js';

/** What the projections tell the readers through Redis. Readers do without: then they look for themselves. */
export interface Announcements {
  readonly publish: (channel: string, message: string) => Promise<unknown>;
  /** Returns how to stop listening. */
  readonly subscribe: (channel: string, listener: (message: string) => void) => () => void;
}

/** Another build of a read model became the one that is read; the message is the read model's id. */
export const PROMOTED = 'doremi:promoted';

/** Lanes have come further; the message is a JSON array of changes, one per build. */
export const CHANGED = 'doremi:changed';

export interface Change {
  readonly build: string;
  /** The lanes that are now at `position`. */
  readonly lanes: readonly number[];
  readonly position: Position;
  /** The documents that changed; absent where they were too many to name. */
  readonly keys?: readonly string[];
}

/** Reads a message of CHANGED; nothing where it is none. */
export const readChanges = (message: string): readonly Change[] => {
  try {
    const changes: unknown = JSON.parse(message);
    return Array.isArray(changes) ? changes.filter(isChange) : [];
  } catch {
    return [];
  }
};

const isChange = (value: unknown): value is Change => {
  const { build, lanes, position } = (value ?? {}) as Partial<Change>;
  return (
    typeof build === 'string' &&
    Array.isArray(lanes) &&
    typeof position === 'string' &&
    parsePosition(position) !== null
  );
};
