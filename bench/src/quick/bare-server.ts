import type { Express } from 'express';

/** Listens on a free port, and says where in the way the supervisor reads it; ends when it is told or left alone. */
export const listen = (app: Express): void => {
  const server = app.listen(0, '127.0.0.1', () => {
    const address = server.address();
    if (address && typeof address === 'object') console.log(`listening 127.0.0.1:${address.port}`);
  });
  for (const event of ['SIGTERM', 'disconnect']) process.on(event, () => process.exit(0));
};
