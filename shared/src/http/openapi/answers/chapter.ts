import type { ProblemCode } from '../problem-schemas.js';
import type { JSON_LINES } from '../json-lines.js';
import type { Schema, Schemas } from '../schema.js';

/** What one route does and answers; what every route answers besides is added to it (see operation.ts). */
export interface Documented {
  /** What clients call it: a method name. */
  readonly operation: string;
  readonly summary: string;
  /** By status, the body's schema; null where there is none. Of a stream: the schema of each event's data. */
  readonly answers: Readonly<Record<number, Schema | null>>;
  /** What they come as, where it is not JSON; of JSON lines, the schema is that of each line. */
  readonly type?: typeof JSON_LINES | 'text/plain';
  /** The codes it refuses with. */
  readonly refusals?: readonly ProblemCode[];
  /** What the query of an operator's route may hold; that of any other is read off its class. */
  readonly query?: Schemas;
}

export type RouteKey = `${'GET' | 'POST' | 'PUT' | 'DELETE'} /${string}`;

/** The routes of one resource, with the schemas that their answers share. */
export interface Chapter {
  readonly tag: string;
  readonly about: string;
  readonly schemas: Schemas;
  readonly routes: Readonly<Record<RouteKey, Documented>>;
}
