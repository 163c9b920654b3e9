import { catalogueFiles } from '../files.js';
import type { Sources } from '../program.js';

/**
 * Where files of the catalogue are not what the types say: the first such line of each, with what stands there and what should.
 * The JSON is compared line by line as it was written, so that the order counts as well.
 */
export const driftFaults = (written: Readonly<Record<string, string>>, sources: Sources): string[] =>
  Object.entries(catalogueFiles(sources)).flatMap(([file, text]) => {
    const [is, should] = [(written[file] ?? '').split('\n'), text.split('\n')];
    const line = should.findIndex((one, index) => one !== is[index]);
    if (line === -1 && is.length === should.length) return [];
    const at = line === -1 ? should.length : line;
    return [`${file}:${at + 1}: "${is[at] ?? ''}" should be "${should[at] ?? ''}"`];
  });
