import type { Watched } from '../costs.js';
import { clientOf } from './client.js';
import type { Figure } from './figure.js';
import { asked, CLIENTS, figuresOfHttp, type Server } from './http-rounds.js';
import { inFlight, lasting } from './in-flight.js';
import { alternate } from './rounds.js';
import { priceRequest } from './sold-menus.js';

const ROUND_MS = 1_300;
const ROUNDS = 5;
const TARGET = 0.75;

/** Commands to command-api over those to a server that validates and appends once. Both set prices of the same menus. */
export const commandsOverBare = async (commandApi: Server, bare: Server, engines: Watched): Promise<Figure[]> => {
  const asking = (server: Server) => {
    const { send, close } = clientOf(server.port, CLIENTS);
    let requests = 0;
    const round = () =>
      asked(server, engines, () =>
        inFlight(CLIENTS, lasting(ROUND_MS), () => {
          const { path, body } = priceRequest(requests++);
          return send('PUT', path, body);
        }),
      );
    return { round, close };
  };
  const [ours, baseline] = [asking(commandApi), asking(bare)];
  const rounds = await alternate(ROUNDS, ours.round, baseline.round);
  for (const { close } of [ours, baseline]) close();
  return figuresOfHttp('commands to command-api over a bare server that validates and appends', rounds, TARGET);
};
