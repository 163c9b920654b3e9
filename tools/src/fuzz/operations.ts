import { EVENT_STREAM, type OpenApiDocument } from '@doremi/http';

/** A JSON schema, as far as values are made from it. */
export interface Schema {
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly format?: string;
  readonly examples?: readonly string[];
}

/** One route of the document. */
export interface Operation {
  /** `POST /mycart/{cartId}/order` */
  readonly key: string;
  readonly method: string;
  readonly template: string;
  readonly query: readonly { readonly name: string; readonly schema: Schema }[];
  readonly body: Schema | null;
  /** Server-sent events: an answer that does not end by itself. */
  readonly streams: boolean;
}

interface Described {
  readonly parameters?: readonly { readonly name?: string; readonly in?: string; readonly schema?: Schema }[];
  readonly requestBody?: { readonly content?: Readonly<Record<string, { readonly schema?: Schema }>> };
  readonly responses?: Readonly<Record<string, { readonly content?: object }>>;
}

/** What only operators and machines ask: it says how the system is, or changes more than a cart. */
const NOT_FOR_PEOPLE = /^\/(ops|health)\/|^\/metrics$/;

/** Every route of the public's that the document describes. */
export const operationsOf = ({ paths }: OpenApiDocument): Operation[] =>
  Object.entries(paths)
    .filter(([template]) => !NOT_FOR_PEOPLE.test(template))
    .flatMap(([template, operations]) =>
      Object.entries(operations).map(([verb, described]) => {
        const { parameters = [], requestBody, responses } = described as Described;
        const method = verb.toUpperCase();
        const query = parameters.flatMap(({ name, in: where, schema }) =>
          where === 'query' && name !== undefined && schema ? [{ name, schema }] : [],
        );
        const body = requestBody?.content?.['application/json']?.schema ?? null;
        const streams = EVENT_STREAM in (responses?.[200]?.content ?? {});
        return { key: `${method} ${template}`, method, template, query, body, streams };
      }),
    );
