import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { constants } from 'node:zlib';
import compression from 'compression';
import express, { Router, type RequestHandler } from 'express';

/** Beside the workspaces, from the sources and from dist alike; made by `npm run build`. */
const FOLDER = fileURLToPath(new URL('../../web/dist/', import.meta.url));

/** What the pages themselves tell apart: each path below is the same document. */
const AREAS = ['shop', 'kitchen', 'office', 'operations'];

/** A year, in milliseconds: what is in the name of a file changes with its content. */
const FOR_GOOD = 365 * 24 * 60 * 60 * 1_000;

/** Better than the package's own 4: each file is asked for once a release and browser, and takes some milliseconds. */
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };

/**
 * The pages: `/`, the files beside it, and what the pages make of the paths below. The names of files are read once, so that no other
 * GET costs a look at the disk.
 */
export const pages = (): RequestHandler => {
  if (!existsSync(FOLDER)) throw new Error(`there are no pages in ${FOLDER}: npm run build makes them`);
  const names = new Set(['/', ...readdirSync(FOLDER, { recursive: true }).map((name) => `/${String(name)}`)]);
  const isPage = new RegExp(`^/(${AREAS.join('|')})(/.*)?$`);
  const serve = Router()
    .use(compression({ brotli: BROTLI }))
    .use(
      '/assets',
      express.static(`${FOLDER}assets`, { redirect: false, index: false, immutable: true, maxAge: FOR_GOOD }),
    )
    .use((request, response, next) => {
      // Always asked for anew: it names the files of the release that serves it.
      response.set('Cache-Control', 'no-cache');
      if (isPage.test(request.path)) response.sendFile('index.html', { root: FOLDER, cacheControl: false });
      else next();
    })
    .use(express.static(FOLDER, { redirect: false, cacheControl: false, dotfiles: 'ignore' }));
  return (request, response, next) => {
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    if (isRead && (names.has(request.path) || isPage.test(request.path))) serve(request, response, next);
    else next();
  };
};
