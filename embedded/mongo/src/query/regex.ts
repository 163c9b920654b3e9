import { CommandError, notImplemented } from '../command-error.js';

/** What option `x` ignores: white space and comments, unless escaped or in a class of characters. */
const withoutComments = (pattern: string): string =>
  pattern.replace(/(\\[^]|\[\^?\]?(?:\\[^]|[^\]\\])*\])|\s+|#.*/g, (_, kept?: string) => kept ?? '');

/** What PCRE has and JavaScript takes for something else without a word. */
const OTHERWISE = /\\[AZzhHQEGKRXNV]|\[\[?:\^?[a-z]+:\]/;

/**
 * A JavaScript pattern for a PCRE one; the two agree on what clients use.
 * @throws CommandError 51091 or 51108 when it is no valid pattern, 238 when JavaScript would read it otherwise.
 */
export function regularExpression(pattern: string, options = ''): RegExp {
  const [inFront = '', own = ''] = /^\(\?([imsx]+)\)/.exec(pattern) ?? [];
  let flags = '';
  for (const option of new Set(options + own)) {
    if (!'imsux'.includes(option)) throw new CommandError(51108, `invalid flag in regex options: ${option}`);
    if (option !== 'u' && option !== 'x') flags += option;
  }
  const bare = pattern.slice(inFront.length);
  const source = (options + own).includes('x') ? withoutComments(bare) : bare;
  const [strange] = OTHERWISE.exec(source.replaceAll('\\\\', '')) ?? [];
  if (strange !== undefined) throw notImplemented(`${strange} in a regular expression`);
  for (const unicode of ['u', '']) {
    try {
      return new RegExp(source, flags + unicode);
    } catch {
      // Unicode mode refuses harmless escapes such as \- that PCRE allows: the second round is without it.
    }
  }
  throw new CommandError(51091, `Regular expression is invalid: ${pattern}`);
}
