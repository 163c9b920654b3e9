import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** The text as files may hold it: as it is, two bytes a character, and in base64 wherever it begins. */
const formsOf = (text: string): readonly Buffer[] => [
  Buffer.from(text),
  Buffer.from(text, 'utf16le'),
  ...[0, 1, 2].map((before) => {
    const encoded = Buffer.concat([Buffer.alloc(before), Buffer.from(text)]).toString('base64');
    // The first and last characters depend on what stands before and behind.
    return Buffer.from(encoded.slice(before === 0 ? 0 : before + 1, -4));
  }),
];

/** How often the text stands in these bytes, in any of its forms. */
export const hitsIn = (bytes: Buffer, text: string): number =>
  formsOf(text).reduce((hits, form) => {
    let count = 0;
    for (let at = bytes.indexOf(form); at >= 0; at = bytes.indexOf(form, at + 1)) count++;
    return hits + count;
  }, 0);

export interface Searched {
  readonly files: number;
  readonly bytes: number;
  /** By text. */
  readonly hits: Readonly<Record<string, number>>;
}

/** Looks for each text in every file of a folder, however deep. */
export const searched = (folder: string, texts: readonly string[]): Searched => {
  const hits: Record<string, number> = Object.fromEntries(texts.map((text) => [text, 0]));
  let files = 0;
  let size = 0;
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const file = join(folder, name);
    if (!statSync(file).isFile()) continue;
    const bytes = readFileSync(file);
    files++;
    size += bytes.length;
    for (const text of texts) hits[text] = (hits[text] ?? 0) + hitsIn(bytes, text);
  }
  return { files, bytes: size, hits };
};
