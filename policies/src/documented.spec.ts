import { mountOperator, type OpenApiDocument } from '@doremi/http';
import { refuse } from '@doremi/event-sourcing';
import { describesItself, inProcess, type InProcess } from '@doremi/http/testing';
import { silentLog } from '@doremi/process/testing';
import { afterAll, beforeAll } from '@jest/globals';
import express from 'express';
import type { ReconciliationLine } from './reconcile/reconcile.responses.js';
import { operatorRoutes } from './operator.routes.js';

const nothing = () => Promise.resolve(refuse('PARKED_NOT_FOUND'));
const parked = { list: () => Promise.resolve([]), show: nothing, retry: nothing, skip: nothing };
async function* noLines(): AsyncGenerator<ReconciliationLine> {}

const work = {
  policies: [],
  openWork: () => Promise.resolve([]),
  backlogOf: () => Promise.resolve({ waiting: 0, members: 0 }),
  inHand: { oldestOf: () => null },
  erasures: () => ({ waiting: 0, oldestSince: null }),
};

let server: InProcess;
beforeAll(() => {
  const app = express();
  mountOperator(
    app,
    operatorRoutes(parked, work, noLines, () => Promise.resolve(), silentLog),
  );
  server = inProcess(app);
});
afterAll(() => server.stop());

const document = async () => (await (await fetch(`${server.url}/openapi.json`)).json()) as OpenApiDocument;

describesItself(document, () => false);
