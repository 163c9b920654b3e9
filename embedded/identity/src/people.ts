import type { Language } from './texts.js';

/** Somebody who can sign in. */
export interface Person {
  readonly name: string;
  readonly title: Readonly<Record<Language, string>>;
  readonly roles: readonly string[];
  readonly storeId?: number;
}

const manager = (storeId: number): Person => ({
  name: `manager-${storeId}`,
  title: { en: `Manager of store ${storeId}`, ko: `${storeId} 매장 매니저` },
  roles: ['store'],
  storeId,
});

/** The demo people. Their names are their `sub`. */
export const people: readonly Person[] = [
  { name: 'office', title: { en: 'Head office', ko: '본사' }, roles: ['admin'] },
  manager(2001),
  manager(2002),
  manager(2003),
  { name: 'alice', title: { en: 'Alice, a customer', ko: '고객 앨리스' }, roles: ['customer'] },
  { name: 'bob', title: { en: 'Bob, a customer', ko: '고객 밥' }, roles: ['customer'] },
  { name: 'operator', title: { en: 'An operator', ko: '운영자' }, roles: ['operator'] },
];

/** It is no secret: it is written on the sign-in page. */
export const passwordOf = ({ name }: Pick<Person, 'name'>): string => `${name}-demo`;

/** Who that is; null for a wrong name or password. */
export const signedIn = (name: unknown, password: unknown): Person | null =>
  people.find((person) => person.name === name && passwordOf(person) === password) ?? null;

export const personNamed = (name: string): Person | null => people.find((person) => person.name === name) ?? null;
