import { Ajv2020 } from 'ajv/dist/2020.js';
import type { OpenApiDocument } from '../openapi/document.js';
import { EVENT_STREAM, JSON_LINES } from '../openapi/media.js';

/** One request and its answer, as they went over the wire. */
export interface Exchange {
  readonly method: string;
  /** With or without a query. */
  readonly path: string;
  readonly status: number;
  readonly header: (name: string) => string | null | undefined;
  /** Of a stream: some of its events; of JSON lines: some of them. */
  readonly body: string;
}

interface Reference {
  readonly $ref?: string;
}

interface Header {
  readonly required?: boolean;
}

interface Answer {
  readonly headers?: Readonly<Record<string, Reference>>;
  readonly content?: Readonly<Record<string, unknown>>;
}

interface Parameter {
  readonly in?: string;
  readonly name?: string;
  readonly schema?: { readonly type?: string };
}

interface Operation {
  readonly parameters?: readonly Parameter[];
  readonly responses: Readonly<Record<string, Answer>>;
}

const PROBLEM = 'application/problem+json';
const DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;
const ID = 'doremi';

/** Holds answers against an OpenAPI document: every way in which one is not what the document says. */
export const contractOf = (document: OpenApiDocument): ((exchange: Exchange) => string[]) => {
  const ajv = new Ajv2020({
    allErrors: true,
    allowMatchingProperties: true,
    // A document is not a schema, and strict mode looks at the schemas in it.
    meta: false,
    validateSchema: false,
  });
  ajv.addVocabulary(Object.keys(document));
  ajv.addFormat('date-time', DATE_TIME);
  ajv.addSchema({ ...document, $id: ID });
  const operations = Object.entries(document.paths).map(([template, described]) => {
    const operations = described as Readonly<Record<string, unknown>> as Readonly<Record<string, Operation>>;
    return { template, pattern: patternOf(template, operations), operations };
  });

  const bodyFaults = (pointer: readonly string[], body: unknown): string[] => {
    const validate = ajv.getSchema(`${ID}#/${pointer.map(escaped).join('/')}`);
    if (!validate) return [`no schema at ${pointer.join(' ')}`];
    return validate(body)
      ? []
      : (validate.errors ?? []).map(
          ({ instancePath, message, params }) => `body${instancePath} ${message ?? ''} ${JSON.stringify(params)}`,
        );
  };

  const isRequired = ({ $ref = '' }: Reference): boolean =>
    (document.components.headers?.[$ref.split('/').at(-1) ?? ''] as Header | undefined)?.required !== false;

  return (exchange) => {
    const { method, path, status, header, body } = exchange;
    const [pathname = ''] = path.split('?');
    const verb = method === 'HEAD' ? 'get' : method.toLowerCase();
    const found = operations.find(({ pattern, operations }) => pattern.test(pathname) && operations[verb]);
    const operation = found?.operations[verb];
    const type = (header('Content-Type') ?? '').split(';')[0]?.trim() ?? '';
    if (!found || !operation)
      return status >= 400 && type === PROBLEM ? [] : [`${status} ${type} from a path that is not documented`];
    const answer = operation.responses[status];
    if (!answer) return [`status ${status} is not documented`];
    const missing = Object.entries(answer.headers ?? {})
      .filter(([name, described]) => isRequired(described) && !header(name))
      .map(([name]) => name);
    const faults = missing.map((name) => `header ${name} is missing`);
    if (!answer.content) return body === '' ? faults : [...faults, 'a body that is not documented'];
    if (!(type in answer.content)) return [...faults, `content type ${type} is not documented`];
    if (method === 'HEAD') return faults;
    const pointer = ['paths', found.template, verb, 'responses', String(status), 'content', type];
    const [within, values] = valuesIn(type, body);
    return [...faults, ...values.flatMap((value) => bodyFaults([...pointer, within], value))];
  };
};

/** What a body holds, and where its media type says what that is. */
const valuesIn = (type: string, body: string): readonly [schema: string, values: readonly unknown[]] => {
  const parsed = (texts: readonly string[]) => texts.map((text) => JSON.parse(text) as unknown);
  switch (type) {
    case EVENT_STREAM:
      return ['x-event-data', parsed([...body.matchAll(/^data: (.*)$/gm)].map(([, data = '']) => data))];
    case JSON_LINES:
      return ['x-line', parsed(body.split('\n').filter((line) => line !== ''))];
    default:
      return ['schema', /[/+]json$/.test(type) ? parsed([body]) : [body]];
  }
};

/** An id is digits; what an operator names may be anything. */
const patternOf = (template: string, operations: Readonly<Record<string, Operation>>): RegExp => {
  const isName = (name: string): boolean =>
    Object.values(operations)
      .flatMap(({ parameters = [] }) => parameters)
      .some((one) => one.in === 'path' && one.name === name && one.schema?.type === 'string');
  const pattern = template.replaceAll(/\{(\w+)\}/g, (_, name: string) => (isName(name) ? '[^/]+' : '\\d{1,15}'));
  return new RegExp(`^${pattern}$`);
};

const escaped = (key: string): string => encodeURIComponent(key.replaceAll('~', '~0').replaceAll('/', '~1'));

/** What the document describes, in the words of the route table: `GET /menus/:menuId`. */
export const keysOf = ({ paths }: OpenApiDocument): string[] =>
  Object.entries(paths).flatMap(([template, operations]) =>
    Object.keys(operations).map((method) => `${method.toUpperCase()} ${template.replaceAll(/\{(\w+)\}/g, ':$1')}`),
  );
