import type { Document } from '../bson/value.js';
import type { Catalog } from '../store/catalog.js';
import type { Request } from '../wire/message.js';
import type { Batch, Cursors } from './cursors.js';
import type { FailPoints } from './fail-points.js';
import type { Sessions } from './sessions.js';

/** What commands work on. */
export interface Context {
  readonly catalog: Catalog;
  readonly cursors: Cursors;
  readonly sessions: Sessions;
  /** Only for tests. */
  readonly failPoints?: FailPoints | undefined;
  readonly startedAt: Date;
}

export type Reply = { readonly batch: Batch } | { readonly document: Document };

export const reply = (document: Document): Reply => ({ document });

/** One command of the protocol. */
export interface Command {
  /** The fields that it takes besides those that every command takes. Others are refused, as the server does. */
  readonly fields: readonly string[];
  /** Whether it is answered only when the storage has its changes. */
  readonly writes?: true;
  /** @throws CommandError */
  run(request: Request, context: Context): Reply;
}

/** Commands by name. */
export type Commands = Readonly<Record<string, Command>>;
