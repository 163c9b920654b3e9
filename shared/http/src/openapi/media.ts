import { text, type TSchema } from '../responses/schemas.js';

/** Server-sent events. */
export const EVENT_STREAM = 'text/event-stream';

/** Values as they come, one JSON text a line. */
export const JSON_LINES = 'application/x-ndjson';

/** A response body that is not one JSON text. */
export interface Media<Type extends string = string, Schema extends TSchema = TSchema> {
  readonly mediaType: Type;
  /** Of lines and events: of each of them. */
  readonly schema: Schema;
}

const media =
  <Type extends string>(mediaType: Type) =>
  <Schema extends TSchema>(schema: Schema): Media<Type, Schema> => ({ mediaType, schema });

/** A response of JSON that has other forms for whoever accepts them (`RouteResponse.form`). */
export interface Forms<Schema extends TSchema = TSchema> {
  readonly json: Schema;
  readonly forms: readonly Media[];
}

export const inForms = <Schema extends TSchema>(json: Schema, ...forms: readonly Media[]): Forms<Schema> => ({
  json,
  forms,
});

/** A form of such a type, as text (or bytes) that no schema describes. */
export const printedForm = (mediaType: string): Media => media(mediaType)(text);

/** A response of JSON lines. One that breaks off ends with a line `{problem}`, which is documented with all of them. */
export const jsonLines = media(JSON_LINES);
/** A response of server-sent events with this as their data. */
export const eventStream = media(EVENT_STREAM);
export const plainText = media('text/plain');
/** A table, RFC 4180. */
export const csv = media('text/csv');
