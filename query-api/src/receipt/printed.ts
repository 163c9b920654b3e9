import type { Form } from '@doremi/http';
import { charactersOf, widthOf } from './text-width.js';

/** What a printed form may be asked as, and what ReceiptLine calls that. */
const COMMANDS = {
  'text/plain': 'text',
  'image/svg+xml': 'svg',
  'application/vnd.escpos': 'escpos',
} as const;

export type PrintedType = keyof typeof COMMANDS;
export const PRINTED_TYPES = Object.keys(COMMANDS) as readonly PrintedType[];

/** How many characters a line may have. */
export const COLUMNS = { min: 24, max: 96, usual: 42 };

/** One document in ReceiptLine's markup, for paper (or a picture of it) of so many columns. */
export interface Printable {
  readonly markup: string;
  readonly columns: number;
}

/**
 * Prints it. Loaded when somebody prints first: most processes never do. The same document is the same bytes: ReceiptLine
 * names a filter at random, and has a font fetched from a server that would learn who looks at which receipt.
 */
export const printed = async (type: PrintedType, { markup, columns }: Printable): Promise<Form> => {
  const { default: receiptline } = await import('receiptline');
  const encoding = encodingOf(markup);
  const made = (text: string, command: Command): string =>
    receiptline.transform(text, {
      cpl: columns,
      encoding,
      command: { ...receiptline.commands[COMMANDS[type]], ...command },
    });
  switch (type) {
    case 'text/plain':
      return { mediaType: type, content: made(markup, ON_SCREEN).replace(/ +$/gm, '') };
    case 'image/svg+xml':
      return { mediaType: type, content: made(markup, ON_SCREEN).replace(FONT, '').replace(FILTER, 'receipt') };
    case 'application/vnd.escpos': {
      const inPage = encoding === KOREAN ? withoutAccents(markup) : markup;
      return { mediaType: type, content: Buffer.from(made(inPage, {}), 'latin1') };
    }
  }
};

interface Command {
  readonly measureText?: (text: string) => number;
  readonly arrayFrom?: (text: string) => string[];
}

/**
 * By its code page ReceiptLine takes all that is no ASCII for two columns wide, as a printer prints it; and it puts each of Unicode's
 * characters at a place of its own, which takes flags apart.
 */
const ON_SCREEN: Command = { measureText: widthOf, arrayFrom: charactersOf };

const FONT = /<style type="text\/css">.*?<\/style>/s;
const FILTER = /receipt-[0-9a-f-]{36}/g;

/**
 * The code page, which says as well how wide a printer's characters are: Korean printers', which has kana and hanja besides, or the
 * several of Latin, Greek and Cyrillic letters between which others are switched. What is in neither is printed as a question mark.
 */
const encodingOf = (text: string) => (OF_EAST_ASIA.test(text) ? KOREAN : 'multilingual');
const KOREAN = 'ksc5601';

const OF_EAST_ASIA = /[\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u;

/** Köln as Koln: Korean printers have no Latin letter with an accent. */
const withoutAccents = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/(?<=\p{Script=Latin})\p{M}+/gu, '')
    .normalize();
