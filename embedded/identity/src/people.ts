/** Somebody who can sign in. */
export interface Person {
  readonly name: string;
  readonly title: string;
  readonly roles: readonly string[];
  readonly storeId?: number;
}

const manager = (storeId: number): Person => ({
  name: `manager-${storeId}`,
  title: `Manager of store ${storeId}`,
  roles: ['store'],
  storeId,
});

/** The demo people. Their names are their `sub`. */
export const people: readonly Person[] = [
  { name: 'office', title: 'Head office', roles: ['admin'] },
  manager(2001),
  manager(2002),
  manager(2003),
  { name: 'alice', title: 'Alice, a customer', roles: ['customer'] },
  { name: 'bob', title: 'Bob, a customer', roles: ['customer'] },
  { name: 'operator', title: 'An operator', roles: ['operator'] },
];

/** It is no secret: it is written on the sign-in page. */
export const passwordOf = ({ name }: Pick<Person, 'name'>): string => `${name}-demo`;

/** Who that is; null for a wrong name or password. */
export const signedIn = (name: unknown, password: unknown): Person | null =>
  people.find((person) => person.name === name && passwordOf(person) === password) ?? null;

export const personNamed = (name: string): Person | null => people.find((person) => person.name === name) ?? null;
