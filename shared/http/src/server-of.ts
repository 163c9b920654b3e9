import type { RequestListener, Server } from 'node:http';
import type { Express } from 'express';
import { http } from './node-http.js';

/**
 * A server of the app, not listening yet. Express makes each request and response that comes one of its app's by changing
 * their prototype, after which V8 (Node 20's above all) knows neither of them any more: that is two thirds of what Express
 * costs there. Here they are born as the app's, and there is nothing left to change.
 */
export const serverOf = (app: RequestListener): Server => http.createServer(isExpress(app) ? bornFor(app) : {}, app);

const isExpress = (app: RequestListener): app is Express => 'request' in app && 'response' in app;

const bornFor = (app: Express) => {
  class AppRequest extends http.IncomingMessage {}
  class AppResponse extends http.ServerResponse {}
  Object.setPrototypeOf(AppRequest.prototype, app.request);
  Object.setPrototypeOf(AppResponse.prototype, app.response);
  Object.assign(app, { request: AppRequest.prototype, response: AppResponse.prototype });
  return { IncomingMessage: AppRequest, ServerResponse: AppResponse };
};
