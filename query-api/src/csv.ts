/** A value of a table; null is an empty cell. */
export type Cell = string | number | null;

/** A table as RFC 4180 has it: CRLF after each row, quotes where a cell needs them. The first row names the columns. */
export const csvOf = (rows: Iterable<readonly Cell[]>): string => {
  let text = '';
  for (const row of rows) text += `${row.map(cellOf).join(',')}\r\n`;
  return text;
};

const cellOf = (value: Cell): string => {
  const text = typeof value === 'string' ? withoutFormula(value) : String(value ?? '');
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

const NUMBER = /^[+-]?\d+(\.\d+)?$/;

/** A spreadsheet takes what begins so for a formula, and runs it; behind an apostrophe it is text. */
const withoutFormula = (text: string): string => (/^[=+\-@]/.test(text) && !NUMBER.test(text) ? `'${text}` : text);
