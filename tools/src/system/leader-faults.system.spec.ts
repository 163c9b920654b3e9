import { afterAll, beforeAll, describe, test } from '@jest/globals';
import { startCluster, type TestCluster } from '@doremi/embedded-eventstore/testing';
import { EventLog } from '../testing/event-log.js';
import { Fleet } from '../testing/fleet.js';
import { survivesLeader, type Fault } from '../testing/leader-faults.js';
import { OUTAGE_WITHIN } from '../testing/away-fleet.js';

describe('the leader of three nodes, while people order', () => {
  let cluster: TestCluster;
  let fleet: Fleet;
  let log: EventLog;
  let menuId = 0;
  const figures: unknown[] = [];

  beforeAll(async () => {
    cluster = await startCluster();
    fleet = await Fleet.start(1, { eventStoreUrl: cluster.url() });
    log = new EventLog(cluster.url());
    const card = { menuName: 'pizza3', menuType: 'pizza', description: '', price: 150 };
    menuId = Number((await fleet.ask('POST', '/menus', card)).body.menuId);
    await fleet.ask('POST', `/stores/2002/menus/${menuId}/approve`);
  }, OUTAGE_WITHIN);

  afterAll(async () => {
    console.table(figures);
    await fleet.remove();
    await log.close();
    await cluster.end();
  }, OUTAGE_WITHIN);

  const faults: readonly Fault[] = ['killed', 'frozen', 'stopped', 'handed over'];
  test.each(faults)(
    'is %s',
    async (fault) => void figures.push(await survivesLeader(fleet, cluster, log, menuId, fault)),
    OUTAGE_WITHIN,
  );
});
