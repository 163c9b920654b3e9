import type { Express, Response } from 'express';
import { PART_PATH } from '../openapi/describe.js';
import { openApiOf } from '../openapi/document.js';
import type { Described } from '../route.js';
import { contractOf } from './contract.js';
import { madeUp } from './made-up.js';

/**
 * Holds every response of a test server against the document of its routes. Goes before `mount`, or `mountOperator`. The function it gives
 * back throws with all that was not as documented since it was called last. Routes made up for a test are left alone.
 */
export const heldToContract = (app: Express, routes: readonly Described[]): (() => void) => {
  if (routes.every(({ operation }) => operation === madeUp.operation)) return () => undefined;
  let contract: Contract | null = null;
  const faultsOf: Contract = (exchange) => (contract ??= knownContractOf(routes))(exchange);
  let faults: string[] = [];
  app.use((request, response, next) => {
    const { method, originalUrl: path } = request;
    if (path !== PART_PATH)
      whenAnswered(response, (body) => {
        const status = response.statusCode;
        const header = (name: string) => response.get(name);
        const found = faultsOf({ method, path, status, header, body });
        faults.push(...found.map((fault) => `${method} ${path} → ${status}: ${fault}`));
      });
    next();
  });
  return () => {
    const found = faults;
    faults = [];
    if (found.length > 0) throw new Error(`not as documented:\n${found.join('\n')}`);
  };
};

/** Compiled once for all servers of a spec file that have the same routes: that takes longer than most tests. */
const knownContractOf = (routes: readonly Described[]): Contract => {
  const key = JSON.stringify(routes);
  const contract = contracts.get(key) ?? contractOf(openApiOf(routes));
  contracts.set(key, contract);
  return contract;
};

type Contract = ReturnType<typeof contractOf>;
const contracts = new Map<string, Contract>();

/**
 * Calls back with the body as an answer is ended, and with each part of what is told as it comes: before the bytes go out, so
 * before anybody can have read them.
 */
const whenAnswered = (response: Response, answered: (body: string) => void): void => {
  let body = '';
  let isStream = false;
  const send = response.send.bind(response);
  const write = response.write.bind(response) as (...sent: unknown[]) => boolean;
  const end = response.end.bind(response) as (...sent: unknown[]) => Response;
  // json() ends up here too, with text; a HEAD's goes no further.
  response.send = (sent?: unknown) => {
    if (typeof sent === 'string') body = sent;
    return send(sent);
  };
  response.write = (...sent: unknown[]) => {
    isStream = true;
    answered(String(sent[0]));
    return write(...sent);
  };
  response.end = (...sent: unknown[]) => {
    if (typeof sent[0] === 'string' || (Buffer.isBuffer(sent[0]) && sent[0].length > 0)) body = sent[0].toString();
    if (!isStream) answered(response.statusCode === 304 ? '' : body);
    return end(...sent);
  };
};
