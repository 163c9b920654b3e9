import { MAX_AMOUNT, type Minor, parseDifference, toDecimal } from '@doremi/domain';
import { field } from './declare-field.js';
import { inUnits } from './fields.js';
import { difference, flag, oneOf } from './responses/schemas.js';

/** What an amount adds to another, or takes off it, as a decimal number or string; the field then holds minor units (1/100). */
export const PriceDelta = ({ max = MAX_AMOUNT }: { max?: Minor } = {}): PropertyDecorator =>
  field({
    name: 'difference',
    // What can't be read stays as it is, which is no whole number of minor units that anybody could have meant: null.
    read: (input, unit) => inUnits(parseDifference(input, max), unit),
    valid: (value) => typeof value === 'number',
    says: `must be an amount from ${toDecimal(-max)} to ${toDecimal(max)} with at most two decimals, or as many as the currency has`,
    schema: { ...difference, minimum: toDecimal(-max), maximum: toDecimal(max) },
    asText: `^-?\\d{1,${String(toDecimal(max)).length}}(\\.\\d{1,2})?$`,
  });

export const Flag = (): PropertyDecorator =>
  field({ name: 'flag', valid: (value) => typeof value === 'boolean', says: 'must be true or false', schema: flag });

/** An id that people give, such as `extra-cheese`: up to 30 small letters, digits and hyphens. */
export const Slug = (): PropertyDecorator =>
  field({
    name: 'slug',
    valid: (value) => typeof value === 'string' && SLUG.test(value),
    says: 'must be 1 to 30 small letters, digits and hyphens',
    schema: { type: 'string', pattern: SLUG.source, examples: ['extra-cheese'] },
  });

const SLUG = /^[a-z0-9-]{1,30}$/;

/** The fourteen of Regulation (EU) 1169/2011, Annex II. */
const ALLERGENS = [
  ...['celery', 'crustaceans', 'eggs', 'fish', 'gluten', 'lupin', 'milk'],
  ...['molluscs', 'mustard', 'nuts', 'peanuts', 'sesame', 'soybeans', 'sulphites'],
];

/** Allergens, each once at most. */
export const Allergens = (): PropertyDecorator =>
  field({
    name: 'allergens',
    valid: (value) =>
      Array.isArray(value) &&
      new Set(value).size === value.length &&
      value.every((one) => typeof one === 'string' && ALLERGENS.includes(one)),
    says: `must be a list of different ones of ${ALLERGENS.join(', ')}`,
    schema: { type: 'array', items: oneOf(...ALLERGENS), maxItems: ALLERGENS.length, uniqueItems: true },
  });

/** An https URL of up to `max` characters, kept as it came. */
export const HttpsUrl = ({ max }: { max: number }): PropertyDecorator =>
  field({
    name: 'https_url',
    valid: (value) => typeof value === 'string' && value.length <= max && isHttpsUrl(value),
    says: `must be an https URL of at most ${max} characters`,
    schema: {
      type: 'string',
      pattern: '^https://[!-~]+$',
      maxLength: max,
      examples: ['https://doremi.example/pizza.jpg'],
    },
  });

/** No user, no password, no blanks: it stands in people's pages. */
const isHttpsUrl = (text: string): boolean => {
  if (!/^https:\/\/[\x21-\x7e]+$/.test(text) || /["'<>\\^`{|}]/.test(text) || !URL.canParse(text)) return false;
  const { username, password } = new URL(text);
  return username === '' && password === '';
};
