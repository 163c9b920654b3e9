import { setTimeout as pause } from 'node:timers/promises';
import type { Express } from 'express';

/** How slow a busy menu service is: slower than anybody waits for it. Milliseconds. */
const SLOW = 2_000;
const LONGEST = 3_600;

/**
 * Lets people see what happens when the service that knows the menus is too busy (`npm run busy -- menu 30s`):
 * `POST /busy?seconds=30` makes every look-up of one store menu slow for that long. It is mounted only where
 * BUSY_SWITCH=on, which `npm start` sets and a deployment does not; the gateway never routes to it.
 */
export const mountBusySwitch = (app: Express): void => {
  let until = 0;
  app.post('/busy', (request, response) => {
    const seconds = Number(request.query.seconds);
    if (!(seconds >= 0 && seconds <= LONGEST)) return void response.status(400).json({ code: 'SECONDS_INVALID' });
    until = Date.now() + seconds * 1_000;
    response.json({ seconds });
  });
  app.get('/stores/:storeId/menus/:menuId', async (_request, _response, next) => {
    if (Date.now() < until) await pause(Math.min(SLOW, until - Date.now()));
    next();
  });
};
