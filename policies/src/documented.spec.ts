import { mountOperator } from '@doremi/shared/http/operator';
import type { OpenApiDocument } from '@doremi/shared/http/openapi/document';
import { refuse } from '@doremi/shared/kernel/refusal';
import { describesItself } from '@doremi/shared/testing/documented';
import { silentLog } from '@doremi/shared/testing/silent-log';
import { afterAll, beforeAll } from '@jest/globals';
import express from 'express';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ReconciliationLine } from './reconcile/reconcile.responses.js';
import { operatorRoutes } from './operator.routes.js';

const nothing = () => Promise.resolve(refuse('PARKED_NOT_FOUND'));
const parked = { list: () => Promise.resolve([]), show: nothing, retry: nothing, skip: nothing };
async function* noLines(): AsyncGenerator<ReconciliationLine> {}

let server: Server;
beforeAll(async () => {
  const app = express();
  mountOperator(
    app,
    operatorRoutes(parked, noLines, () => Promise.resolve(), silentLog),
  );
  server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => void server.close());

const document = async () => {
  const { port } = server.address() as AddressInfo;
  return (await (await fetch(`http://127.0.0.1:${port}/openapi.json`)).json()) as OpenApiDocument;
};

describesItself(document, () => false);
