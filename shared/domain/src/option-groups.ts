import type { MenuCard, OptionGroup } from './events/menu.events.js';
import { MAX_AMOUNT, type Minor } from './money.js';

/** What is wrong with a list of option groups: where, as a path from the list (`[0].options[1].optionId`), and which rule. */
export interface GroupFault {
  readonly at: string;
  readonly rule: 'TWICE' | 'TOO_HIGH' | 'DEFAULTS';
  readonly detail: string;
}

/** Every rule that the groups break: ids once each, 0 ≤ min ≤ max ≤ options, and defaults that are a legal choice. */
export const groupFaults = (groups: readonly OptionGroup[]): readonly GroupFault[] => [
  ...twice(groups.map(({ groupId }) => groupId)).map((index) => repeated(`[${index}].groupId`)),
  ...groups.flatMap(faultsOfGroup),
];

const faultsOfGroup = ({ min, max, options }: OptionGroup, index: number): GroupFault[] => {
  const faults = twice(options.map(({ optionId }) => optionId)).map((option) =>
    repeated(`[${index}].options[${option}].optionId`),
  );
  const defaults = options.filter((option) => option.default).length;
  const tooHigh = (field: string, detail: string) =>
    faults.push({ at: `[${index}].${field}`, rule: 'TOO_HIGH', detail });
  if (max > options.length) tooHigh('max', `must be at most the number of options, ${options.length}`);
  if (min > max) tooHigh('min', `must be at most max, ${max}`);
  else if (defaults < min || defaults > max) {
    const detail = `of the options ${min} to ${max} must be the default, not ${defaults}`;
    faults.push({ at: `[${index}].options`, rule: 'DEFAULTS', detail });
  }
  return faults;
};

const repeated = (at: string): GroupFault => ({ at, rule: 'TWICE', detail: 'must not be there twice' });

/** The places of what was there before. */
const twice = (ids: readonly string[]): number[] =>
  ids.flatMap((id, index) => (ids.indexOf(id) < index ? [index] : []));

/** The prices, in minor units, between which the menu itself has to be for every legal choice to cost 0 to MAX_AMOUNT. */
export const priceBounds = ({ optionGroups }: Pick<MenuCard, 'optionGroups'>): { least: Minor; most: Minor } => {
  const sum = (sign: 1 | -1) => optionGroups.reduce((total, group) => total + lowest(group, sign), 0);
  return { least: 0 - sum(1), most: MAX_AMOUNT + sum(-1) };
};

/** The lowest sum of `sign` times the differences of a legal choice. */
const lowest = ({ min, max, options }: OptionGroup, sign: 1 | -1): number =>
  options
    .map(({ priceDelta }) => sign * priceDelta)
    .sort((a, b) => a - b)
    .slice(0, max)
    .filter((delta, index) => index < min || delta < 0)
    .reduce((total, delta) => total + delta, 0);
