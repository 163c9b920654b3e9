import type { Express } from 'express';
import type { Described } from '../route.js';
import { openApiOf } from './document.js';
import { processRoutes } from './process-routes.js';

/** Where a service describes its own routes; the gateway makes one document of all. */
export const PART_PATH = '/openapi.json';

/** Lets a process say what it takes and answers: its own routes, and those of every process. */
export const describeRoutes = (app: Express, routes: readonly Described[]): void => {
  const document = JSON.stringify(openApiOf([...routes, ...processRoutes]));
  app.get(PART_PATH, (_, response) => void response.type('json').send(document));
};
