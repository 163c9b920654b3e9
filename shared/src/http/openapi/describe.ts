import type { Express } from 'express';
import type { Route } from '../route.js';
import { openApiOf } from './document.js';

/** Where a service describes its own routes; the gateway makes one document of all. */
export const PART_PATH = '/openapi.json';

/** Lets a service say what it takes and answers. */
export const describeRoutes = (app: Express, routes: readonly Route[]): void => {
  const document = JSON.stringify(openApiOf(routes));
  app.get(PART_PATH, (_, response) => void response.type('json').send(document));
};
