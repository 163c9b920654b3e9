import { once } from 'node:events';
import { createServer } from 'node:http';
import { gateway } from '@doremi/gateway';
import { guard } from '@doremi/http';
import { readSettings } from '@doremi/process';
import express from 'express';

const listen = async (listener) => {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
};

const urlOf = (server) => `http://127.0.0.1:${server.address().port}`;

/** Runs `use` with the address of the product's gateway, in front of these services. */
export const atTheDoor = async (upstreams, use) => {
  const stopping = new AbortController();
  const faults = [];
  const nowhere = 'http://127.0.0.1:1';
  const app = express();
  guard(app, readSettings({}));
  gateway(app, {
    upstreams: { commandApi: nowhere, queryApi: nowhere, projections: nowhere, policies: nowhere, ...upstreams },
    deadlines: { connect: 2_000, answer: 15_000 },
    stopping: stopping.signal,
    onFault: (fault) => faults.push(fault),
  });
  const server = await listen(app);
  try {
    await use(urlOf(server));
  } finally {
    stopping.abort();
    server.close();
    server.closeAllConnections();
  }
  if (faults.length > 0) throw faults[0];
};

/** Runs `use` with the address of a service that has just handed out this position. */
export const withPosition = async (position, use) => {
  const server = await listen((_, response) => response.setHeader('X-Event-Position', position).end());
  try {
    await use(urlOf(server));
  } finally {
    server.close();
    server.closeAllConnections();
  }
};
