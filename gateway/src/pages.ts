import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { constants } from 'node:zlib';
import { acceptedOf } from '@doremi/http';
import compression from 'compression';
import express, { type Request, type RequestHandler, type Response, Router } from 'express';

/** Beside the workspaces, from the sources and from dist alike; made by `npm run build`. */
const FOLDER = fileURLToPath(new URL('../../web/dist/', import.meta.url));

/** In it, which paths are pages: patterns, as the pages themselves tell them apart. Each of them is the same document. */
const ROUTES = `${FOLDER}.routes.json`;

/** A year, in milliseconds: what is in the name of a file changes with its content. */
const FOR_GOOD = 365 * 24 * 60 * 60 * 1_000;

/** Better than the package's own 4, and as quick as 9: each file is asked for once a release and browser. 11 takes three times as long. */
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 10 } };

const sendDocument = (response: Response): void => {
  // Always asked for anew: it names the files of the release that serves it.
  response.set('Cache-Control', 'no-cache').sendFile('index.html', { root: FOLDER, cacheControl: false });
};

const isRead = ({ method }: Request): boolean => method === 'GET' || method === 'HEAD';

/**
 * The pages: `/`, the files beside it, and what the pages make of other paths. What there is is read once, so that no other GET costs a
 * look at the disk.
 */
export const pages = (): RequestHandler => {
  if (!existsSync(ROUTES)) throw new Error(`there are no pages in ${FOLDER}: npm run build makes them`);
  const names = new Set(['/', ...readdirSync(FOLDER, { recursive: true }).map((name) => `/${String(name)}`)]);
  const routes = (JSON.parse(readFileSync(ROUTES, 'utf8')) as readonly string[]).map((route) => new RegExp(route, 'i'));
  const isPage = (path: string): boolean => routes.some((route) => route.test(path));
  const serve = Router()
    .use(compression({ brotli: BROTLI }))
    .use(
      '/assets',
      express.static(`${FOLDER}assets`, { redirect: false, index: false, immutable: true, maxAge: FOR_GOOD }),
    )
    .use((request, response, next) => {
      if (isPage(request.path)) return sendDocument(response);
      response.set('Cache-Control', 'no-cache');
      next();
    })
    .use(express.static(FOLDER, { redirect: false, cacheControl: false, dotfiles: 'ignore' }));
  return (request, response, next) => {
    if (isRead(request) && (names.has(request.path) || isPage(request.path))) serve(request, response, next);
    else next();
  };
};

/**
 * Where there is nothing, whoever opens it in a browser gets the pages, which say so, with the status 404. Programs go on to their
 * problem: those that ask for JSON, for anything, or for the picture that is not there.
 */
export const pageOfNothing: RequestHandler = (request, response, next) => {
  if (!isRead(request)) return next();
  response.vary('Accept');
  const liked = acceptedOf(request.get('Accept'), ['application/json', 'text/html']);
  if (liked === 'text/html') sendDocument(response.status(404));
  else next();
};
