/** The revision that somebody saw, as If-Match says it: whoever decides on it is told when there is another one by then. */
export const seen = (revision: number): string => `"${revision}"`;
