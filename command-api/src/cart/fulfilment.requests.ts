import type { Fulfilment, PersonalDetails } from '@doremi/domain';
import { Absent, Instant, Nullable, ObjectOf, OneOf, Text } from '@doremi/http';

class ContactRequest {
  @Text({ max: 100 }) name!: string;
  @Text({ max: 40 }) phone!: string;
}

class AddressRequest {
  @Text({ max: 200 }) line1!: string;
  @Absent() @Text({ max: 200 }) line2?: string;
  @Absent() @Text({ max: 20 }) postcode?: string;
  @Absent() @Text({ max: 100 }) city?: string;
}

export class FulfilmentRequest {
  @OneOf(['DELIVERY', 'PICKUP']) type!: Fulfilment['type'];
  /** As soon as possible when absent or null. */
  @Nullable() @Instant() wantedAt?: string | null;
  @Absent() @ObjectOf(ContactRequest) contact?: ContactRequest;
  @Absent() @ObjectOf(AddressRequest) address?: AddressRequest;
  @Absent() @Text({ max: 200 }) note?: string;
}

/** What is personal of it, every field in its place; null where nothing is. */
export const detailsOf = ({ contact, address, note }: FulfilmentRequest): PersonalDetails | null => {
  if (!contact && !address && note === undefined) return null;
  return {
    contact: contact ? { name: contact.name, phone: contact.phone } : null,
    address: address
      ? {
          line1: address.line1,
          line2: address.line2 ?? null,
          postcode: address.postcode ?? null,
          city: address.city ?? null,
        }
      : null,
    note: note ?? null,
  };
};
