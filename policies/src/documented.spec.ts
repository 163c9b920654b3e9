import { mountOperator } from '@doremi/shared/http/operator';
import type { OpenApiDocument } from '@doremi/shared/http/openapi/document';
import { refuse } from '@doremi/shared/kernel/refusal';
import { describesItself } from '@doremi/shared/testing/documented';
import { inProcess, type InProcess } from '@doremi/shared/testing/in-process';
import { silentLog } from '@doremi/shared/testing/silent-log';
import { afterAll, beforeAll } from '@jest/globals';
import express from 'express';
import type { ReconciliationLine } from './reconcile/reconcile.responses.js';
import { operatorRoutes } from './operator.routes.js';

const nothing = () => Promise.resolve(refuse('PARKED_NOT_FOUND'));
const parked = { list: () => Promise.resolve([]), show: nothing, retry: nothing, skip: nothing };
async function* noLines(): AsyncGenerator<ReconciliationLine> {}

let server: InProcess;
beforeAll(() => {
  const app = express();
  mountOperator(
    app,
    operatorRoutes(parked, noLines, () => Promise.resolve(), silentLog),
  );
  server = inProcess(app);
});
afterAll(() => server.stop());

const document = async () => (await (await fetch(`${server.url}/openapi.json`)).json()) as OpenApiDocument;

describesItself(document, () => false);
