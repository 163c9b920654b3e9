import { asyncApi } from './asyncapi.js';
import { cataloguePage } from './page.js';
import type { Sources } from './program.js';

/** The files that are written from the types, by their path: docs/events.md for people, docs/asyncapi.json for programs. */
export const catalogueFiles = (sources: Sources): Readonly<Record<string, string>> => ({
  'docs/events.md': cataloguePage(sources),
  'docs/asyncapi.json': `${JSON.stringify(asyncApi(sources), null, 2)}\n`,
});
