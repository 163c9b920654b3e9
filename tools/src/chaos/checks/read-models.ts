import { isDeepStrictEqual } from 'node:util';
import type { History, ReadModelState } from '../history/history.js';

/** Documents that are not what a fresh fold of all events makes of them, each by its read model and key. */
export const unequalDocuments = ({ readModels }: History): string[] => readModels.flatMap(differencesOf);

const differencesOf = ({ name, stored, fresh, parked }: ReadModelState): string[] => [
  ...[...fresh].flatMap(([key, document]) => {
    const shown = stored.get(key);
    if (shown === undefined) return [`${name}/${key} is missing`];
    const fields = differingFields(document, shown);
    return fields.length === 0 ? [] : [`${name}/${key} differs in ${fields.join(', ')}`];
  }),
  ...[...stored.keys()].filter((key) => !fresh.has(key)).map((key) => `${name}/${key} is in no event`),
  ...parked.map((key) => `${name}/${key} is parked`),
];

/** As JSON: a field that is undefined is not stored. */
const differingFields = (expected: object, shown: object): string[] => {
  const [a, b] = [plain(expected), plain(shown)];
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((field) => !isDeepStrictEqual(a[field], b[field]));
};

const plain = (document: object): Record<string, unknown> =>
  JSON.parse(JSON.stringify(document)) as Record<string, unknown>;
