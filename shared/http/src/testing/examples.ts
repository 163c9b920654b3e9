import { Ajv2020 } from 'ajv/dist/2020.js';
import type { OpenApiDocument } from '../openapi/document.js';

interface Media {
  readonly schema: object;
  readonly example?: unknown;
}

/**
 * Every body of a document whose example is missing or does not fit its schema, with why; and how many were looked at. A
 * stock validator judges, as those who generate clients use it.
 */
export const examplesOf = (document: OpenApiDocument): { readonly count: number; readonly faults: string[] } => {
  const ajv = new Ajv2020({ allErrors: true, allowMatchingProperties: true, meta: false, validateSchema: false });
  ajv.addVocabulary(Object.keys(document));
  ajv.addFormat('date-time', (text) => !Number.isNaN(Date.parse(text)));
  ajv.addSchema({ ...document, $id: 'api' });
  const bodies = mediaIn(document.paths, ['paths']);
  // Most problems are those of many routes: each is looked at once.
  const different = [...new Map(bodies.map((body) => [JSON.stringify(body.media), body])).values()];
  const faults = different.flatMap(({ pointer, media }) => {
    if (!('example' in media)) return [`${pointer.join(' ')}: no example`];
    const validate = ajv.getSchema(`api#/${[...pointer, 'schema'].map(escaped).join('/')}`);
    if (!validate) return [`${pointer.join(' ')}: no schema`];
    return validate(media.example) ? [] : [`${pointer.join(' ')}: ${ajv.errorsText(validate.errors)}`];
  });
  return { count: bodies.length, faults };
};

const mediaIn = (part: unknown, pointer: readonly string[]): { pointer: readonly string[]; media: Media }[] => {
  if (part === null || typeof part !== 'object') return [];
  return Object.entries(part).flatMap(([name, value]) =>
    name === 'content'
      ? Object.entries(value as Readonly<Record<string, Media>>).map(([type, media]) => ({
          pointer: [...pointer, name, type],
          media,
        }))
      : mediaIn(value, [...pointer, name]),
  );
};

const escaped = (name: string): string => encodeURIComponent(name.replaceAll('~', '~0').replaceAll('/', '~1'));
