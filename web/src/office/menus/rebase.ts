import type { Card } from '../../menus/card.js';
import { type CardDraft, draftOf } from './card-draft.js';

/** What is typed, without what only this page knows of it. */
const written = (value: unknown): string =>
  JSON.stringify(value, (key, inside: unknown) => (key === 'key' || key === 'isIdKept' ? undefined : inside));

/** Whether two drafts say the same. */
export const isSameDraft = (a: CardDraft, b: CardDraft): boolean => written(a) === written(b);

/** What was typed on one revision, for the next one, which somebody else wrote: theirs where nothing was typed, by field. */
export const rebased = (on: Card, typed: CardDraft, theirs: Card): CardDraft => {
  const [before, after] = [draftOf(on), draftOf(theirs)];
  const untouched = (Object.keys(typed) as (keyof CardDraft)[]).filter(
    (field) => written(typed[field]) === written(before[field]),
  );
  return { ...typed, ...Object.fromEntries(untouched.map((field) => [field, after[field]])) };
};
