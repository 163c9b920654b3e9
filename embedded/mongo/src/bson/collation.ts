import { CommandError, notImplemented } from '../command-error.js';
import { isNumber, toDouble } from './numbers.js';
import { show } from './show.js';
import { typeName } from './types.js';
import type { Document, Value } from './value.js';
import { isDocument } from './value.js';

/** How two strings compare: negative, zero or positive. */
export type StringOrder = (a: string, b: string) => number;

/** The rules of a language for comparing strings (MongoDB manual, "Collation"). The order of bytes, `simple`, has no object. */
export interface Collation {
  /** Complete, as `listIndexes` and `listCollections` show it. */
  readonly spec: Document;
  readonly compare: StringOrder;
}

/** The version that 7.0 has of the rules; shown, as clients may compare it. */
const VERSION = '57.1';

const FIELDS = new Set([
  'locale',
  'caseLevel',
  'caseFirst',
  'strength',
  'numericOrdering',
  'alternate',
  'maxVariable',
  'normalization',
  'backwards',
  'version',
]);

function choice<T extends string>(spec: Document, name: string, allowed: readonly T[]): T | undefined {
  const value = spec[name];
  if (value === undefined) return undefined;
  const found = allowed.find((known) => known === value);
  if (found === undefined)
    throw new CommandError(
      'BadValue',
      `Enumeration value ${show(value)} for field 'collation.${name}' is not a valid value.`,
    );
  return found;
}

function flag(spec: Document, name: string): boolean | undefined {
  const value = spec[name];
  if (value !== undefined && typeof value !== 'boolean')
    throw new CommandError('TypeMismatch', `BSON field 'collation.${name}' is the wrong type '${typeName(value)}'`);
  return value;
}

/** 1 ignores accents and case, 2 case, 3 neither. */
function strengthOf(spec: Document): 1 | 2 | 3 {
  const value = spec['strength'] ?? 3;
  const strength = isNumber(value) ? toDouble(value) : NaN;
  if (strength === 4 || strength === 5) throw notImplemented(`a collation of strength ${strength}`);
  if (strength !== 1 && strength !== 2 && strength !== 3)
    throw new CommandError(51024, `BSON field 'strength' value must be >= 1 and <= 5, not ${show(value)}`);
  return strength;
}

/** What Intl calls the strengths; at strength 2 it has no way to look at case besides. */
function sensitivityOf(strength: 1 | 2 | 3, caseLevel: boolean): Intl.CollatorOptions['sensitivity'] {
  if (strength === 1) return caseLevel ? 'case' : 'base';
  if (strength === 3) return 'variant';
  if (caseLevel) throw notImplemented('a collation of strength 2 with caseLevel');
  return 'accent';
}

function localeOf(spec: Document): string {
  const { locale } = spec;
  if (locale === undefined)
    throw new CommandError(40414, "BSON field 'collation.locale' is missing but a required field");
  if (typeof locale !== 'string')
    throw new CommandError('TypeMismatch', `BSON field 'collation.locale' is the wrong type '${typeName(locale)}'`);
  if (locale.includes('@')) throw notImplemented(`the collation ${locale}`);
  const tag = locale.replaceAll('_', '-');
  const wellFormed = /^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?(-[A-Z]{5})?$/.test(tag);
  if (!wellFormed || Intl.Collator.supportedLocalesOf([tag]).length === 0)
    throw new CommandError('BadValue', `Field 'locale' is invalid in: ${show(spec)}`);
  return tag;
}

/** Whether a specification means the order of bytes. */
const isSimple = (spec: Document): boolean => spec['locale'] === 'simple' || Object.keys(spec).length === 0;

/**
 * The collation that a specification describes; undefined for the simple one.
 * @throws CommandError 2, 14, 40414, 40415, 51024 for what is wrong with it, 238 for what JavaScript's own rules cannot do
 */
export function parseCollation(spec: Document): Collation | undefined {
  const unknown = Object.keys(spec).find((name) => !FIELDS.has(name));
  if (unknown !== undefined) throw new CommandError(40415, `BSON field 'collation.${unknown}' is an unknown field.`);
  if (isSimple(spec)) return undefined;
  const tag = localeOf(spec);
  const strength = strengthOf(spec);
  const caseLevel = flag(spec, 'caseLevel') ?? false;
  const caseFirst = choice(spec, 'caseFirst', ['off', 'upper', 'lower']);
  const alternate = choice(spec, 'alternate', ['non-ignorable', 'shifted']);
  const backwards = tag === 'fr-CA';
  if ((flag(spec, 'backwards') ?? backwards) !== backwards) throw notImplemented('backwards in a collation');
  if (caseFirst && caseFirst !== 'off' && strength < 3 && !caseLevel)
    throw new CommandError(
      'BadValue',
      "'caseFirst' is invalid unless 'caseLevel' is on or 'strength' is greater than 2",
    );
  if (choice(spec, 'maxVariable', ['punct', 'space']) === 'space') throw notImplemented('maxVariable space');
  const collator = new Intl.Collator(tag, {
    sensitivity: sensitivityOf(strength, caseLevel),
    numeric: flag(spec, 'numericOrdering') ?? false,
    ...(caseFirst && { caseFirst: caseFirst === 'off' ? 'false' : caseFirst }),
    ...(alternate && { ignorePunctuation: alternate === 'shifted' }),
  });
  const used = collator.resolvedOptions();
  return {
    spec: {
      locale: spec['locale'] ?? '',
      caseLevel,
      caseFirst: used.caseFirst === 'false' ? 'off' : used.caseFirst,
      strength,
      numericOrdering: used.numeric,
      alternate: used.ignorePunctuation ? 'shifted' : 'non-ignorable',
      maxVariable: 'punct',
      normalization: flag(spec, 'normalization') ?? false,
      backwards,
      version: VERSION,
    },
    compare: collator.compare,
  };
}

/** Whether there are strings in a value, so that it compares otherwise under a collation. */
export function hasStrings(value: Value | undefined): boolean {
  if (typeof value === 'string') return true;
  if (Array.isArray(value)) return value.some(hasStrings);
  return isDocument(value) && Object.values(value).some(hasStrings);
}
