import { afterAll, beforeAll } from '@jest/globals';
import { survives, type Outage } from './engine-outage.js';
import { EventLog } from './event-log.js';
import { Fleet } from './fleet.js';

/** What a busy machine may take; milliseconds. */
export const OUTAGE_WITHIN = 180_000;

/** A fleet on disk with a menu on sale, for all tests of a file; returns how to take its engines away and back. */
export const withEnginesThatGo = (): ((outage: Outage) => ReturnType<typeof survives>) => {
  let fleet: Fleet;
  let log: EventLog;
  let menuId = 0;
  beforeAll(async () => {
    fleet = await Fleet.start(1, { onDisk: true });
    log = new EventLog(fleet.eventStoreUrl);
    const card = { menuName: 'pizza3', menuType: 'pizza', description: '', price: 150 };
    menuId = Number((await fleet.ask('POST', '/menus', card)).body.menuId);
    await fleet.ask('POST', `/stores/2002/menus/${menuId}/approve`);
  }, OUTAGE_WITHIN);
  afterAll(async () => {
    await fleet.remove();
    await log.close();
  }, OUTAGE_WITHIN);
  return (outage) => survives(fleet, log, menuId, outage);
};
