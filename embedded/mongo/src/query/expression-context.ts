import type { Document } from '../bson/value.js';

/** What a filter, an update or a pipeline means, besides its own text. The server has the same name for it. */
export interface ExpressionContext {
  /** The variables of `let`, by name and computed. */
  readonly variables?: Document | undefined;
}

/** No variables. */
export const emptyContext: ExpressionContext = {};
