import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import express, { type RequestHandler } from 'express';

/** Beside the workspaces, from the sources and from dist alike. */
const FOLDER = fileURLToPath(new URL('../../web/', import.meta.url));

/** The pages: `/` and the files beside it. The names are read once, so that no other GET costs a look at the disk. */
export const pages = (): RequestHandler => {
  const names = new Set(['/', ...readdirSync(FOLDER).map((name) => `/${name}`)]);
  const serve = express.static(FOLDER, { redirect: false, cacheControl: false });
  return (request, response, next) => {
    if (names.has(request.path)) serve(request, response, next);
    else next();
  };
};
