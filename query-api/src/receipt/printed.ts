import type { Form } from '@doremi/http';

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
  const content = receiptline.transform(markup, { cpl: columns, command: COMMANDS[type], encoding });
  switch (type) {
    case 'text/plain':
      return { mediaType: type, content: content.replace(/ +$/gm, '') };
    case 'image/svg+xml':
      return { mediaType: type, content: content.replace(FONT, '').replace(FILTER, 'receipt') };
    case 'application/vnd.escpos':
      return { mediaType: type, content: Buffer.from(content, 'latin1') };
  }
};

const FONT = /<style type="text\/css">.*?<\/style>/s;
const FILTER = /receipt-[0-9a-f-]{36}/g;

/**
 * The code page, which says as well how wide characters are: Korean printers', which has kana and hanja besides, or the several
 * of Latin, Greek and Cyrillic letters between which others are switched. What is in neither is printed as a question mark.
 */
const encodingOf = (text: string) => (WIDE.test(text) ? 'ksc5601' : 'multilingual');

const WIDE = /[\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u;
