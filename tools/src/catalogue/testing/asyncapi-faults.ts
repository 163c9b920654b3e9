import { createRequire } from 'node:module';
import { Ajv } from 'ajv';

const schema = createRequire(import.meta.url)('@asyncapi/specs/schemas/3.0.0.json') as object;
const ajv = new Ajv({ strict: false, meta: false, validateSchema: false, validateFormats: false });
const isValid = ajv.compile(schema);

/** Where a document is no AsyncAPI 3.0, and references in it that lead nowhere. */
export const asyncApiFaults = (document: object): string[] => [
  ...(isValid(document) ? [] : (isValid.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)),
  ...[...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].flatMap(([, path = '']) =>
    path.split('/').reduce<unknown>((part, name) => (part as Record<string, unknown>)?.[name], document) === undefined
      ? [`${path} leads nowhere`]
      : [],
  ),
];
