import { navigate, useSearch } from 'wouter-preact/use-browser-location';

/** What stands behind the `?` of the address, as it was written: the router's own `useSearchParams` decodes it twice. */
export const useQuery = (): readonly [URLSearchParams, (next: URLSearchParams) => void] => {
  const search = useSearch();
  const set = (next: URLSearchParams): void => {
    const text = next.toString();
    navigate(`${location.pathname}${text && `?${text}`}`, { replace: true });
  };
  return [new URLSearchParams(search), set];
};
