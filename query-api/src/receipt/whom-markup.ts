import type { PersonalDetails } from '@doremi/domain';
import type { Shown } from '@doremi/personal-data';
import { escaped } from './escaped.js';
import { left, RULE } from './markup.js';
import type { Words } from './words.js';

/** Whom an order is for, where it goes and what they noted, each on lines of its own; or why that is not said. Nothing where nobody said it. */
export const whomMarkup = (shown: Shown, words: Words): readonly string[] => {
  const said = (shown.personal ? saidIn(shown.personal) : whyNot(shown, words)).map(escaped);
  return said.length === 0 ? [] : [RULE, ...said.map(left)];
};

const saidIn = ({ contact, address, note }: PersonalDetails): readonly string[] => {
  const town = [address?.postcode, address?.city].filter((part) => part != null).join(' ');
  return [contact?.name, contact?.phone, address?.line1, address?.line2, town, note].filter(
    (one): one is string => !!one,
  );
};

const whyNot = ({ erased, expired, unavailable }: Shown, words: Words): readonly string[] => {
  if (erased) return [words.erased];
  if (expired) return [words.expired];
  return unavailable ? [words.unavailable] : [];
};
