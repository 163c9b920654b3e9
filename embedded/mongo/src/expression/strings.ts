import { BSONRegExp } from 'bson';
import type { Document, Value } from '../bson/value.js';
import { CommandError } from '../command-error.js';
import { regularExpression } from '../query/regex.js';
import type { Maybe, Operator, Operators } from './operator.js';
import { isNullish, ofFields, ofValue, ofValues, typeOf } from './operator.js';
import { coercedText, textOf } from './text.js';

/** `$toUpper` and `$toLower` change the letters of English alone. */
const cased = (name: string, change: (text: string) => string): Operator =>
  ofValue(name, (value) => coercedText(value).replace(/[A-Za-z]+/g, change));

/** White space as `$trim` has it. */
const WHITE = '\0\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a';

const trim = (name: string, left: boolean, right: boolean): Operator =>
  ofFields(name, ['input'], ['chars'], ({ input, chars = WHITE }) => {
    const text = textOf(name, input, 50699);
    const trimmed = textOf(name, chars, 50700);
    if (text === undefined || trimmed === undefined) return null;
    const points = [...text];
    const unwanted = new Set(trimmed);
    let [start, end] = [0, points.length];
    while (left && start < end && unwanted.has(points[start] ?? '')) start++;
    while (right && end > start && unwanted.has(points[end - 1] ?? '')) end--;
    return points.slice(start, end).join('');
  });

function split([value, by]: readonly Maybe[]): Maybe {
  const text = textOf('$split', value, 40085);
  const separator = textOf('$split', by, 40086);
  if (text === undefined || separator === undefined) return null;
  if (separator === '') throw new CommandError(40087, '$split requires a non-empty separator');
  return text.split(separator);
}

const replace = (name: string, change: (text: string, find: string, by: string) => string): Operator =>
  ofFields(name, ['input', 'find', 'replacement'], [], ({ input, find, replacement }) => {
    const text = textOf(name, input, 51746);
    const wanted = textOf(name, find, 51745);
    const by = textOf(name, replacement, 51744);
    if (text === undefined || wanted === undefined || by === undefined) return null;
    return change(text, wanted, by);
  });

/** The pattern of `$regexFind` and its like; undefined where there is none. */
function patternOf(name: string, regex: Maybe, options: Maybe): RegExp | undefined {
  if (isNullish(regex)) return undefined;
  const given = textOf(name, options, 51106) ?? '';
  if (typeof regex === 'string') return regularExpression(regex, given);
  if (!(regex instanceof BSONRegExp)) throw new CommandError(51105, `${name} needs 'regex' to be a string or a regex`);
  if (regex.options && given) throw new CommandError(51107, `${name}: found regex option(s) specified twice`);
  return regularExpression(regex.pattern, given || regex.options);
}

const found = (match: RegExpMatchArray): Document => ({
  match: match[0],
  idx: [...match.input!.slice(0, match.index)].length,
  captures: match.slice(1).map((capture): Value => (capture as string | undefined) ?? null),
});

const regex = (name: string, none: Value, use: (text: string, pattern: RegExp) => Maybe): Operator =>
  ofFields(name, ['input', 'regex'], ['options'], ({ input, regex: pattern, options }) => {
    const text = textOf(name, input, 51104);
    const compiled = patternOf(name, pattern, options);
    return text === undefined || !compiled ? none : use(text, compiled);
  });

const everywhere = (pattern: RegExp): RegExp => new RegExp(pattern.source, `${pattern.flags}g`);

/** Operators on whole strings (MongoDB manual, "String Expression Operators"). */
export const strings: Operators = {
  $concat: ofValues('$concat', 0, Infinity, (values) => {
    for (const value of values)
      if (!isNullish(value) && typeof value !== 'string')
        throw new CommandError(16702, `$concat only supports strings, not ${typeOf(value)}`);
    return values.every((value) => typeof value === 'string') ? values.join('') : null;
  }),
  $toUpper: cased('$toUpper', (letters) => letters.toUpperCase()),
  $toLower: cased('$toLower', (letters) => letters.toLowerCase()),
  $strcasecmp: ofValues('$strcasecmp', 2, 2, ([a, b]) => {
    const [x, y] = [a, b].map((value) => Buffer.from(coercedText(value).replace(/[a-z]+/g, (l) => l.toUpperCase())));
    return Buffer.compare(x ?? Buffer.alloc(0), y ?? Buffer.alloc(0));
  }),
  $split: ofValues('$split', 2, 2, split),
  $trim: trim('$trim', true, true),
  $ltrim: trim('$ltrim', true, false),
  $rtrim: trim('$rtrim', false, true),
  $replaceOne: replace('$replaceOne', (text, find, by) => text.replace(find, () => by)),
  $replaceAll: replace('$replaceAll', (text, find, by) => text.replaceAll(find, () => by)),
  $regexMatch: regex('$regexMatch', false, (text, pattern) => pattern.test(text)),
  $regexFind: regex('$regexFind', null, (text, pattern) => {
    const match = pattern.exec(text);
    return match ? found(match) : null;
  }),
  $regexFindAll: regex('$regexFindAll', [], (text, pattern) => [...text.matchAll(everywhere(pattern))].map(found)),
};
