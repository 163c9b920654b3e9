import { useSearchParams } from 'wouter-preact';

/** Filters by their names, kept in the address, so that they can be passed on and come back; an empty one is none. */
export const useFilters = <Name extends string>(names: readonly Name[]) => {
  const [search, setSearch] = useSearchParams();
  const filters = Object.fromEntries(
    names.flatMap((name) => {
      const value = search.get(name);
      return value === null || value === '' ? [] : [[name, value]];
    }),
  ) as Partial<Readonly<Record<Name, string>>>;
  const set = (name: Name, value: string): void =>
    setSearch(
      (before) => {
        const next = new URLSearchParams(before);
        if (value === '') next.delete(name);
        else next.set(name, value);
        return next;
      },
      { replace: true },
    );
  return { filters, set, clear: () => setSearch({}, { replace: true }) };
};
