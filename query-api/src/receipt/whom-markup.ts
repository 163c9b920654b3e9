import type { PersonalDetails } from '@doremi/domain';
import type { Shown } from '@doremi/personal-data';
import { escaped } from './escaped.js';
import { left, RULE } from './markup.js';

/** Whom an order is for, where it goes and what they noted, each on lines of its own; or why that is not said. Nothing where nobody said it. */
export const whomMarkup = (shown: Shown): readonly string[] => {
  const said = shown.personal ? saidIn(shown.personal).map(escaped) : whyNot(shown);
  return said.length === 0 ? [] : [RULE, ...said.map(left)];
};

const saidIn = ({ contact, address, note }: PersonalDetails): readonly string[] => {
  const town = [address?.postcode, address?.city].filter((part) => part != null).join(' ');
  return [contact?.name, contact?.phone, address?.line1, address?.line2, town, note].filter(
    (one): one is string => !!one,
  );
};

const whyNot = ({ erased, expired, unavailable }: Shown): readonly string[] => {
  if (erased) return ['Contact and address: erased'];
  if (expired) return ['Contact and address: no longer shown'];
  return unavailable ? ['Contact and address: not available now'] : [];
};
