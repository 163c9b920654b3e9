import type { FieldError, Problem } from '../../api/problem.js';
import { money } from '../../texts/formats.js';
import type { CardDraft } from './card-draft.js';
import { type CardFault, cardFaults } from './card-faults.js';
import { say } from './texts.js';

/** What is wrong with a field, by its path: a rule that is broken, and what the server said of it. */
export type AtField = (path: string) => {
  readonly fault: string | null;
  readonly refused: FieldError | undefined;
};

const inWords = ({ rule, given = {} }: CardFault): string =>
  rule === 'priceTooLow' || rule === 'priceTooHigh'
    ? say(rule, Object.fromEntries(Object.entries(given).map(([name, amount]) => [name, money(amount)])))
    : say(rule, given);

/** What is wrong with the fields of a card that is typed. */
export const atFields = (draft: CardDraft, problem: Problem | null): AtField => {
  const faults = cardFaults(draft);
  return (path) => {
    const fault = faults.find(({ at }) => at === path);
    return { fault: fault ? inWords(fault) : null, refused: problem?.errors?.find(({ field }) => field === path) };
  };
};
