import type { Route, RouteRequest } from './route.js';

type Params = RouteRequest['params'];

/** A segment that is a number: what a path parameter may be. */
const NUMBER = /\/(\d{1,15})(?=\/|$)/g;

/**
 * Finds the route of a request in one look, where Express tries the table's patterns one after the other. It knows paths as
 * clients write them; one that is written in another way (capitals, a slash at the end, escapes, HEAD) is not found here,
 * and left to Express. Parameters are numbers and nothing else in a path is, so at most one route fits.
 */
export class RouteTable<Entry> {
  private readonly entries = new Map<string, { readonly names: readonly string[]; readonly entry: Entry }>();

  constructor(routes: readonly Pick<Route, 'method' | 'path'>[], entryOf: (index: number) => Entry) {
    routes.forEach(({ method, path }, index) => {
      const names = Array.from(path.matchAll(/\/:(\w+)/g), ([, name = '']) => name);
      const key = `${method.toUpperCase()} ${path.replaceAll(/\/:\w+/g, '/:')}`;
      // As in Express, the first one takes it.
      if (!this.entries.has(key)) this.entries.set(key, { names, entry: entryOf(index) });
    });
  }

  /** What stands for the route of this method and URL, with the numbers in its path; null where it is not known here. */
  find(method: string, url: string): { readonly entry: Entry; readonly params: Params } | null {
    const end = url.indexOf('?');
    const values: number[] = [];
    const shape = (end < 0 ? url : url.slice(0, end)).replace(NUMBER, (_, digits: string) => {
      values.push(Number(digits));
      return '/:';
    });
    const found = this.entries.get(`${method} ${shape}`);
    // A colon that the client wrote itself is no number.
    if (found?.names.length !== values.length) return null;
    const params: Record<string, number> = {};
    found.names.forEach((name, index) => (params[name] = values[index] ?? 0));
    return { entry: found.entry, params };
  }
}
