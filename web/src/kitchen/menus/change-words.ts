import { listed, money, number, signedMoney } from '../../texts/formats.js';
import type { Schema } from '../../api/client.js';
import { allergenName } from '../../menus/allergens.js';
import type { ShownChange } from './changes.js';
import { texts } from './texts.js';

type Group = Schema<'OptionGroup'>;
type Option = Group['options'][number];

const optionInWords = ({ name, priceDelta }: Pick<Option, 'name' | 'priceDelta'>): string =>
  priceDelta === 0 ? name : `${name} (${signedMoney(priceDelta)})`;

export const groupInWords = ({ name, options }: Pick<Group, 'name' | 'options'>): string =>
  texts('chooseFrom', { name, options: listed(options.map(optionInWords)) });

/** What is meant: "Size › Small: Extra price". */
export const nameOfChange = ({ inside, field }: ShownChange): string => {
  const place = inside.join(' › ');
  if (field === null) return place === '' ? texts('options') : place;
  return place === '' ? texts(field) : `${place}: ${texts(field)}`;
};

/** One side of it, "–" where it is not there. */
export const valueInWords = (value: unknown, field: ShownChange['field']): string => {
  if (value === null || value === undefined || value === '') return '–';
  if (typeof value === 'number') return field === 'price' || field === 'priceDelta' ? money(value) : number(value);
  if (typeof value === 'boolean') return texts(value ? 'yes' : 'no');
  if (Array.isArray(value)) {
    const names = value.map(String);
    return names.length === 0 ? '–' : listed(field === 'allergens' ? names.map(allergenName) : names);
  }
  if (typeof value === 'string') return value;
  const whole = value as Group | Option;
  return 'options' in whole ? groupInWords(whole) : optionInWords(whole);
};
