import type { Express } from 'express';
import type { Described } from '../route.js';
import { openApiOf } from './document.js';
import { processRoutes } from './process-routes.js';

/** Where a service describes its own routes; the gateway makes one document of all. */
export const PART_PATH = '/openapi.json';

/** Lets a process say what it takes and answers: its own routes, and those of every process. */
export const describeRoutes = (app: Express, routes: readonly Described[]): void => {
  // Made when it is first asked for, which is rarely: no start waits for it.
  let document: string | undefined;
  app.get(PART_PATH, (_, response) => {
    document ??= JSON.stringify(openApiOf([...routes, ...processRoutes]));
    response.type('json').send(document);
  });
};
