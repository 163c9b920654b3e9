import { CommandError, notImplemented } from '../command-error.js';

/**
 * A JavaScript pattern for a PCRE one; the two agree on what clients use.
 * @throws CommandError 51091 or 51108 when it is no valid pattern, 238 when it uses the extended syntax (`x`).
 */
export function regularExpression(pattern: string, options = ''): RegExp {
  let flags = '';
  for (const option of options) {
    if (option === 'x') throw notImplemented('$regex option x');
    if (!'imsu'.includes(option)) throw new CommandError('Location51108', `invalid flag in regex options: ${option}`);
    if (option !== 'u') flags += option;
  }
  for (const unicode of ['u', '']) {
    try {
      return new RegExp(pattern, flags + unicode);
    } catch {
      // Unicode mode refuses harmless escapes such as \- that PCRE allows: the second round is without it.
    }
  }
  throw new CommandError('Location51091', `Regular expression is invalid: ${pattern}`);
}
