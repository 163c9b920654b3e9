import type { Request, Response } from 'express';
import { textOf } from '@doremi/event-sourcing';
import { entityTag, versionIn } from './entity-tag.js';
import type { RouteResponse } from './route.js';

/** Sends what a handler responds with, tagged by its version or its content; 304 to whoever has it already. */
export const sendResponse = (
  request: Request,
  response: Response,
  { status, body, headers = {}, position, generation = 0, form }: RouteResponse,
): void => {
  response.statusCode = status;
  for (const name in headers) response.set(name, headers[name]);
  if (position) response.setHeader('X-Event-Position', textOf({ generation, position }));
  if (form) return void response.type(form.mediaType).send(form.content);
  if (body === undefined) return void response.end();
  const version = versionIn(body);
  const text = JSON.stringify(body);
  if (version !== null) response.setHeader('ETag', entityTag(version, text));
  if (isPlain(request, response)) return sendJson(response, text);
  if (!response.get('Content-Type')) response.type('json');
  response.send(text);
};

/** Neither a condition nor an own type nor a status whose meaning forbids a body: there is nothing for Express to decide. */
const isPlain = ({ headers }: Request, response: Response): boolean =>
  headers['if-none-match'] === undefined &&
  headers['if-modified-since'] === undefined &&
  response.statusCode < 204 &&
  !response.hasHeader('Content-Type');

type Tag = (body: Buffer) => string;

/** What `response.send` of Express comes to then. */
const sendJson = (response: Response, text: string): void => {
  response.setHeader('Content-Type', 'application/json; charset=utf-8');
  if (response.hasHeader('ETag') && text.length < SHORT) {
    response.setHeader('Content-Length', Buffer.byteLength(text));
    return void response.end(text);
  }
  const bytes = Buffer.from(text);
  if (!response.hasHeader('ETag')) response.setHeader('ETag', (response.app.get('etag fn') as Tag)(bytes));
  response.setHeader('Content-Length', bytes.length);
  response.end(bytes);
};

/** What is shorter leaves in one piece with its headers, which is cheaper; characters. */
const SHORT = 1_000;
