/** Redis' glob (`*`, `?`, `[a-z]`, `[^x]`, backslash) as an anchored regular expression over single bytes. */
export const globToRegExp = (pattern: string): RegExp => {
  let source = '';
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern.charAt(at);
    if (character === '*') source += '.*';
    else if (character === '?') source += '.';
    else if (character === '[') {
      const { body, end } = characterClass(pattern, at + 1);
      source += body;
      at = end;
    } else source += literal(character === '\\' && at + 1 < pattern.length ? pattern.charAt(++at) : character);
  }
  return new RegExp(`^${source}$`, 's');
};

const literal = (character: string) => `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`;

/** The class that starts after `[`; one that is never closed runs to the end, as in Redis. */
const characterClass = (pattern: string, start: number): { body: string; end: number } => {
  const negated = pattern.charAt(start) === '^';
  let body = '';
  let at = negated ? start + 1 : start;
  for (; at < pattern.length && pattern.charAt(at) !== ']'; at++) {
    if (pattern.charAt(at) === '\\' && at + 1 < pattern.length) body += literal(pattern.charAt(++at));
    else if (pattern.charAt(at + 1) === '-' && at + 2 < pattern.length) {
      const [low, high] = [pattern.charAt(at), pattern.charAt(at + 2)].sort();
      body += `${literal(low ?? '')}-${literal(high ?? '')}`;
      at += 2;
    } else body += literal(pattern.charAt(at));
  }
  return { body: `[${negated ? '^' : ''}${body}]`, end: at };
};
