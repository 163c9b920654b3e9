import type { Schema } from '../../api/client.js';
import { texts } from '../texts.js';

type Fulfilment = Schema<'Fulfilment'>;

const whyNot = ({ expired, erased, unavailable }: Fulfilment): string | null => {
  if (expired) return texts('personalExpired');
  if (erased) return texts('personalErased');
  return unavailable ? texts('personalAway') : null;
};

/** To whom and where, and what they wrote, where it is shown. */
export const Person = ({ fulfilment }: { readonly fulfilment: Fulfilment | null }) => {
  if (!fulfilment) return null;
  const { personal } = fulfilment;
  const missing = whyNot(fulfilment);
  if (!personal) return missing === null ? null : <p class="soft">{missing}</p>;
  const { contact, address, note } = personal;
  return (
    <>
      {note !== null && (
        <p class="note">
          <span class="unseen">{texts('note')}: </span>
          {note}
        </p>
      )}
      {contact && (
        <p class="person">
          {contact.name} <a href={`tel:${contact.phone}`}>{contact.phone}</a>
        </p>
      )}
      {address && (
        <p class="person">
          {[address.line1, address.line2, address.postcode, address.city].filter((part) => part !== null).join(', ')}
        </p>
      )}
    </>
  );
};
