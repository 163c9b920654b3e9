/**
 * The text with a diff applied to it. Its parts begin with a line `@@`, and need no line numbers: what a part keeps and takes
 * away has to be in the text exactly once, as whole lines. Throws where it is not.
 */
export const changed = (text: string, diff: string): string =>
  partsOf(diff).reduce((before, part) => {
    const from = sideOf(part, '-');
    const places = `\n${before}`.split(`\n${from}`).length - 1;
    if (places !== 1) throw new Error(`${places === 0 ? 'not' : `${places} times`} in the file:\n${from}`);
    return `\n${before}`.replace(`\n${from}`, () => `\n${sideOf(part, '+')}`).slice(1);
  }, text);

const partsOf = (diff: string): string[][] => {
  const [before = '', ...parts] = `\n${diff}`.split(/\n@@.*\n/);
  if (before.trim() !== '' || parts.length === 0) throw new Error('a diff begins with a line `@@`');
  return parts.map((part) => part.replace(/\n$/, '').split('\n'));
};

/** The lines of one side: what both have, and what only it has. */
const sideOf = (part: readonly string[], own: '-' | '+'): string =>
  part
    .filter((line) => {
      if (!/^[-+ ]|^$/.test(line)) throw new Error(`no line of a diff: ${line}`);
      return line === '' || line.startsWith(' ') || line.startsWith(own);
    })
    .map((line) => `${line.slice(1)}\n`)
    .join('');
