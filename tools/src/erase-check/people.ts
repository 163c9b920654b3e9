/** Parts that stand in the name, telephone number, address or note of everybody made up here, and nowhere else. */
export const MARKS: Readonly<Record<string, string>> = {
  names: 'Quillfeather',
  telephones: '+88299137',
  addresses: 'Thistlewick',
  notes: 'axolotl',
};

/** A customer who types who they are and where they live. */
export interface Person {
  readonly customerId: string;
  readonly personal: {
    readonly contact: { readonly name: string; readonly phone: string };
    readonly address: {
      readonly line1: string;
      readonly line2: string | null;
      readonly postcode: string | null;
      readonly city: string | null;
    };
    readonly note: string;
  };
}

/** So many different people; nobody's name, number or address is the beginning of another's. */
export const people = (count: number): readonly Person[] =>
  Array.from({ length: count }, (_, index) => {
    const number = String(index + 1).padStart(5, '0');
    return {
      customerId: `customer:person-${number}`,
      personal: {
        contact: { name: `Ada ${MARKS.names}-${number}`, phone: `${MARKS.telephones}${number}` },
        address: { line1: `${number} ${MARKS.addresses} Row`, line2: null, postcode: null, city: 'Oxford' },
        note: `mind the ${MARKS.notes} of ${number}`,
      },
    };
  });

/** Why an order did not get to somebody, as a courier says it. */
export const reasonOf = ({ personal: { contact } }: Person): string => `${contact.name} is not in`;

/** What tells this person from everybody else. */
export const saidBy = ({ personal: { contact, address, note } }: Person): readonly string[] => [
  ...[contact.name, contact.phone, address.line1, note],
];
