import {
  type Choice,
  type ChoiceFault,
  choiceFaults,
  chosenOf,
  defaultsOf,
  type LineOption,
  type Minor,
  type OptionGroup,
} from '@doremi/domain';
import { type Refusal, refuse } from '@doremi/event-sourcing';

/** What a customer is sold. */
export interface OnSale {
  readonly revision: number;
  readonly menuName: string;
  /** Without options. */
  readonly price: Minor;
  readonly optionGroups: readonly OptionGroup[];
}

/** What becomes of a choice: the options as they are called and cost now, and the price with them. */
export interface Chosen {
  readonly options: readonly LineOption[];
  readonly unitPrice: Minor;
}

/** A menu with these options, or with its defaults where nobody says; or why that is not to be had. */
export const chosen = (
  { price, optionGroups }: Pick<OnSale, 'price' | 'optionGroups'>,
  choices: readonly Choice[] = defaultsOf(optionGroups),
): Chosen | Refusal<'OPTIONS_INVALID'> => {
  const faults = choiceFaults(optionGroups, choices);
  if (faults.length > 0) return refuse('OPTIONS_INVALID', { errors: faults.map(errorOf) });
  const options = chosenOf(optionGroups, choices);
  return { options, unitPrice: options.reduce((sum, { priceDelta }) => sum + priceDelta, price) };
};

/** Which group, and which option where it is one, a refused choice is about in the first place. */
export const optionOf = ({ details }: Refusal): { readonly groupId?: string; readonly optionId?: string } => {
  const [{ groupId, optionId }] = details.errors as [ReturnType<typeof errorOf>];
  return { groupId, ...(optionId !== undefined && { optionId }) };
};

/** As a field's error, which says besides which group and which rule it is about. */
const errorOf = ({ index, detail, rule, ...ids }: ChoiceFault) => ({
  field: index === undefined ? 'options' : `options[${index}]`,
  code: CODES[rule],
  detail,
  rule,
  ...ids,
});

const CODES = { unknown: 'UNKNOWN', tooFew: 'TOO_FEW', tooMany: 'TOO_MANY', twice: 'TWICE' } as const;
