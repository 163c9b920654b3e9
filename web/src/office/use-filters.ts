import { useQuery } from '../ui/use-query.js';

/** Filters by their names, kept in the address, so that they can be passed on and come back; an empty one is none. */
export const useFilters = <Name extends string>(names: readonly Name[]) => {
  const [query, setQuery] = useQuery();
  const filters = Object.fromEntries(
    names.flatMap((name) => {
      const value = query.get(name);
      return value === null || value === '' ? [] : [[name, value]];
    }),
  ) as Partial<Readonly<Record<Name, string>>>;
  const set = (name: Name, value: string): void => {
    const next = new URLSearchParams(location.search);
    if (value === '') next.delete(name);
    else next.set(name, value);
    setQuery(next);
  };
  return { filters, set, clear: () => setQuery(new URLSearchParams()) };
};
