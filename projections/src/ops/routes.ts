import type { Express, NextFunction, Request, Response } from 'express';
import { EngineUnavailable } from '@doremi/shared/engines/event-store';
import { modelId } from '@doremi/shared/engines/read-side/build';
import { problemOf, sendProblem } from '@doremi/shared/http/problems';
import type { AnyProjection } from '../engine/any-projection.js';
import type { WriteAccess } from '../engine/write-access.js';
import type { StatusBoard } from '../engine/status.js';

interface Parts {
  readonly projections: readonly AnyProjection[];
  readonly builds: Pick<WriteAccess['builds'], 'begin'>;
  readonly board: Pick<StatusBoard, 'look'>;
  readonly lanesPerBuild: number;
  /** Lets this worker begin at once. */
  readonly wake: () => void;
  readonly onFault: (error: unknown) => void;
}

/** The operator's endpoints. Projections have names, not numbers, so these are mounted without the kit's paths. */
export const mountOps = (app: Express, { projections, builds, board, lanesPerBuild, wake, onFault }: Parts): void => {
  app.get('/ops/projections', async (_, response) => {
    response.json({ projections: await board.look() });
  });
  app.get('/ops/projections/rebuilds', async (_, response) => {
    const all = (await board.look()).flatMap(({ name, builds }) => builds.map((build) => ({ name, ...build })));
    response.json({ rebuilds: all.filter(({ state }) => state === 'building') });
  });
  app.post('/ops/projections/:name/rebuild', async (request, response) => {
    const projection = projections.find(({ name }) => name === request.params.name);
    if (!projection) {
      const known = projections.map(({ name }) => name);
      return sendProblem(response, problemOf(404, 'PROJECTION_NOT_FOUND', { known }));
    }
    const { id } = await builds.begin(modelId(projection), lanesPerBuild);
    wake();
    response.status(202).json({ name: projection.name, build: id });
  });
  app.use((_, response) => sendProblem(response, problemOf(404, 'NOT_FOUND')));
  app.use((error: unknown, _request: Request, response: Response, next: NextFunction) => {
    if (response.headersSent) return next(error);
    if (error instanceof EngineUnavailable) return sendProblem(response, problemOf(503, 'ENGINE_UNAVAILABLE'));
    onFault(error);
    sendProblem(response, problemOf(500, 'INTERNAL_ERROR'));
  });
};
