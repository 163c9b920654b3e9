/** What ReceiptLine takes for its own; a brace makes it drop the whole line. */
const SPECIAL = /[\\{|}\-=_"`^~]/g;
/** What no paper shows: control characters, line breaks of all kinds, what is no character at all. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\uFFFE\uFFFF]/gu;

/**
 * Text of people's as ReceiptLine prints it, character by character (in Unicode's normal form C, as ReceiptLine has it): a
 * menu's name is no markup.
 */
export const escaped = (text: string): string => plain(text).replace(SPECIAL, '\\$&');

/** The text that is printed then. */
export const plain = (text: string): string => text.normalize().replace(UNPRINTABLE, ' ');
