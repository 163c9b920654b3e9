import {
  type Choice,
  type ChoiceFault,
  choiceFaults,
  chosenOf,
  defaultsOf,
  isSameOption,
  type LineOption,
  type Minor,
  type OptionGroup,
  type SoldOutOption,
} from '@doremi/domain';
import { type Refusal, refuse } from '@doremi/event-sourcing';

/** What a customer is sold. */
export interface OnSale {
  readonly revision: number;
  readonly menuName: string;
  /** Without options. */
  readonly price: Minor;
  readonly optionGroups: readonly OptionGroup[];
  /** Options that are not to be had now. */
  readonly soldOut: readonly SoldOutOption[];
}

/** What becomes of a choice: the options as they are called and cost now, and the price with them. */
export interface Chosen {
  readonly options: readonly LineOption[];
  readonly unitPrice: Minor;
}

/** A menu with these options, or with its defaults where nobody says; or why that is not to be had. */
export const chosen = (
  { price, optionGroups, soldOut }: Omit<OnSale, 'revision' | 'menuName'>,
  choices: readonly Choice[] = defaultsOf(optionGroups),
): Chosen | Refusal<'OPTIONS_INVALID' | 'OPTION_SOLD_OUT'> => {
  const faults = choiceFaults(optionGroups, choices);
  if (faults.length > 0) return refuse('OPTIONS_INVALID', { errors: faults.map(errorOf) });
  const options = chosenOf(optionGroups, choices);
  const isOut = soldOut.find((out) => options.some((option) => isSameOption(option, out)));
  if (isOut) return refuse('OPTION_SOLD_OUT', { ...isOut });
  return { options, unitPrice: options.reduce((sum, { priceDelta }) => sum + priceDelta, price) };
};

/** Why what was chosen once can be had no more. */
interface Gone {
  /** The option is sold out, or the menu has it no longer; or what was chosen is no choice any more, such as without a new group. */
  readonly reason: 'OPTION_SOLD_OUT' | 'OPTION_GONE' | 'OPTIONS_INVALID';
  readonly groupId?: string;
  readonly optionId?: string;
}

export const goneFor = ({ refused, details }: Refusal<'OPTIONS_INVALID' | 'OPTION_SOLD_OUT'>): Gone => {
  const { groupId, optionId, errors = [] } = details as Partial<Choice> & { readonly errors?: readonly ChoiceError[] };
  if (refused === 'OPTION_SOLD_OUT') return { reason: refused, groupId, optionId };
  const unknown = errors.find(({ rule }) => rule === 'unknown');
  return unknown
    ? { reason: 'OPTION_GONE', groupId: unknown.groupId, optionId: unknown.optionId }
    : { reason: 'OPTIONS_INVALID' };
};

type ChoiceError = ReturnType<typeof errorOf>;

/** As a field's error, which says besides which group and which rule it is about. */
const errorOf = ({ index, detail, rule, ...ids }: ChoiceFault) => ({
  field: index === undefined ? 'options' : `options[${index}]`,
  code: CODES[rule],
  detail,
  rule,
  ...ids,
});

const CODES = { unknown: 'UNKNOWN', tooFew: 'TOO_FEW', tooMany: 'TOO_MANY', twice: 'TWICE' } as const;
