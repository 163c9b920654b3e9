import type { Collation } from '../bson/collation.js';
import type { Document } from '../bson/value.js';

/** What a filter, an update or a pipeline means, besides its own text. The server has the same name for it. */
export interface ExpressionContext {
  /** How strings compare; undefined: by their bytes. */
  readonly collation?: Collation | undefined;
  /** The variables of `let`, by name and computed. */
  readonly variables?: Document | undefined;
  /** When the command came: `$$NOW`. */
  readonly now?: Date | undefined;
}

/** No variables, and strings compare by their bytes. */
export const emptyContext: ExpressionContext = {};
