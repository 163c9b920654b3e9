import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { merged, type OpenApiDocument, PART_PATH, problemOf, sendProblem } from '@doremi/http';
import express, { Router, type Response } from 'express';
import helmet from 'helmet';

const PAGE = fileURLToPath(new URL('../../web/docs/', import.meta.url));
const UI = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
const UI_FILES = ['swagger-ui.css', 'swagger-ui-bundle.js'];

/** How long a service may take to describe itself; milliseconds. */
const ANSWER_WITHIN = 1_500;

/**
 * The API's documentation: `/docs` to look at, `/docs/openapi.json` for programs. Each service describes its own
 * routes; 503 UPSTREAM_UNAVAILABLE while one of them is away.
 */
export const docs = (services: readonly [string, ...string[]]): Router => {
  const ui = express.static(UI, { redirect: false, index: false });
  return Router()
    .use(policy)
    .get('/openapi.json', (_, response) => sendDocument(response, services))
    .get(
      UI_FILES.map((name) => `/${name}`),
      ui,
    )
    .get('/', (_, response) => response.sendFile(join(PAGE, 'index.html')))
    .use(express.static(PAGE, { redirect: false, index: false }));
};

/** The page's library sets styles of its own; scripts come from here alone, as everywhere. */
const policy = helmet.contentSecurityPolicy({
  useDefaults: false,
  directives: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'", "'unsafe-inline'"],
    imgSrc: ["'self'", 'data:'],
    connectSrc: ["'self'"],
    baseUri: ["'none'"],
    formAction: ["'none'"],
    frameAncestors: ["'none'"],
  },
});

const sendDocument = async (response: Response, [first, ...others]: readonly [string, ...string[]]): Promise<void> => {
  try {
    response.json(merged(await Promise.all([partOf(first), ...others.map(partOf)])));
  } catch {
    sendProblem(response, problemOf(503, 'UPSTREAM_UNAVAILABLE'));
  }
};

const partOf = async (service: string): Promise<OpenApiDocument> => {
  const answer = await fetch(`${service}${PART_PATH}`, { signal: AbortSignal.timeout(ANSWER_WITHIN) });
  if (!answer.ok) throw new Error(`${service} answered ${answer.status}`);
  return (await answer.json()) as OpenApiDocument;
};
