import type { CardDraft, GroupDraft } from './card-draft.js';

/** A rule that no field knows alone, broken at a field; fields are named as the interface names them. */
export interface CardFault {
  readonly at: string;
  readonly rule: 'twice' | 'minTooHigh' | 'maxTooHigh' | 'defaults' | 'priceTooLow' | 'priceTooHigh';
  /** What the rule says with it. */
  readonly given?: Readonly<Record<string, number>>;
}

const MOST = 10_000_000;

const twice = (ids: readonly string[], at: (index: number) => string): CardFault[] =>
  ids.flatMap((id, index) => (id !== '' && ids.indexOf(id) < index ? [{ at: at(index), rule: 'twice' }] : []));

const faultsOfGroup = ({ min, max, options }: GroupDraft, index: number): CardFault[] => {
  const of = `optionGroups[${index}]`;
  const [least, most] = [Number(min), Number(max)];
  const chosen = options.filter((option) => option.default).length;
  const ids = twice(
    options.map(({ optionId }) => optionId),
    (option) => `${of}.options[${option}].optionId`,
  );
  if (most > options.length)
    return [...ids, { at: `${of}.max`, rule: 'maxTooHigh', given: { options: options.length } }];
  if (least > most) return [...ids, { at: `${of}.min`, rule: 'minTooHigh', given: { max: most } }];
  if (chosen < least || chosen > most)
    return [...ids, { at: `${of}.options`, rule: 'defaults', given: { min: least, max: most, chosen } }];
  return ids;
};

/** What the choices of a group come to at the least, or with -1 at the most, in whole hundredths. */
const extreme = ({ min, max, options }: GroupDraft, sign: 1 | -1): number =>
  options
    .map(({ priceDelta }) => sign * Math.round(Number(priceDelta) * 100))
    .sort((a, b) => a - b)
    .slice(0, Number(max))
    .filter((delta, index) => index < Number(min) || delta < 0)
    .reduce((sum, delta) => sum + delta, 0);

const faultsOfPrice = ({ price, groups }: CardDraft): CardFault[] => {
  if (price === '') return [];
  const sum = (sign: 1 | -1): number => groups.reduce((total, group) => total + extreme(group, sign), 0);
  const [least, most] = [-sum(1) / 100, MOST + sum(-1) / 100];
  if (Number(price) < least) return [{ at: 'price', rule: 'priceTooLow', given: { least } }];
  return Number(price) > most ? [{ at: 'price', rule: 'priceTooHigh', given: { most } }] : [];
};

/** Every rule of the kind that a card breaks: ids once each, 0 ≤ min ≤ max ≤ options, defaults that may be chosen, and no choice below nothing. */
export const cardFaults = (draft: CardDraft): readonly CardFault[] => [
  ...faultsOfPrice(draft),
  ...twice(
    draft.groups.map(({ groupId }) => groupId),
    (index) => `optionGroups[${index}].groupId`,
  ),
  ...draft.groups.flatMap(faultsOfGroup),
];
