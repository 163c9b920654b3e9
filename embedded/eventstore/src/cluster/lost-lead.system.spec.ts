import { describe, expect, it } from '@jest/globals';
import { drain, event, events, freshStream, numbers } from '../testing/eventstore.js';
import { ALONE, GivenCluster } from '../testing/given-cluster.js';
import { toStream } from '../testing/persistent.js';

/** Where the leader noticed in time that it has no majority: refused. Else nobody knows. */
const NOT_ACKNOWLEDGED = { type: expect.stringMatching(/^(timeout|unavailable)$/) };
const NOT_READY = { type: 'unavailable', message: expect.stringContaining('Server Is Not Ready') };

const given = new GivenCluster({ heartbeatTimeout: 1_000, forwardTimeout: 1_000 });

describe('A leader that thaws after another was elected', () => {
  it('acknowledges nothing that waited for it, and holds nothing of it', async () => {
    const [waiting, next] = [freshStream(), freshStream()];
    given.leader.freeze();
    const append = given.clientOf(given.leader).appendToStream(waiting, event(1), { ...ALONE, requiresLeader: true });
    const refused = expect(append).rejects.toMatchObject({
      type: expect.stringMatching(/^(timeout|not-leader|unavailable)$/),
    });
    await given.append(next, event(2)); // at another one
    given.leader.thaw();
    await refused;
    const log = await given.cluster.agreedLog();
    expect(log.filter((line) => line.includes(`@${waiting} `))).toEqual([]);
    expect(log.filter((line) => line.includes(`@${next} `))).toHaveLength(1);
  });
});

describe('A leader that loses its majority', () => {
  it('leaves open what it could not replicate, refuses the rest, and goes on serving reads', async () => {
    const [there, open] = [freshStream(), freshStream()];
    await given.append(there, events(3));
    await given.cluster.agreedLog();
    const client = given.clientOf(given.leader);
    await Promise.all(given.followers.map((follower) => follower.end('SIGKILL')));
    await expect(client.appendToStream(open, event(0), ALONE)).rejects.toMatchObject(NOT_ACKNOWLEDGED);
    await given.cluster.leaderless();
    await expect(client.appendToStream(open, event(1), ALONE)).rejects.toMatchObject(NOT_READY);
    const batch = { type: 'unknown', message: expect.stringContaining('Server Is Not Ready') };
    await expect(given.clientOf(given.leader).appendToStream(open, event(2))).rejects.toMatchObject(batch);
    expect(await numbers(given.clientOf(given.leader).readStream(there))).toEqual([0, 1, 2]);
    await expect(numbers(given.clientOf(given.leader).readStream(open))).rejects.toMatchObject({
      type: 'stream-not-found',
    });
    const leaderRead = drain(given.clientOf(given.leader).readStream(there, { requiresLeader: true }));
    await expect(leaderRead).rejects.toMatchObject(NOT_READY);
    const group = given.clientOf(given.leader).createPersistentSubscriptionToStream(there, 'group', toStream());
    await expect(group).rejects.toMatchObject(NOT_READY);

    await given.leader.end('SIGKILL'); // what was left open is on its disk alone
    await Promise.all(given.followers.map((follower) => follower.start()));
    await given.append(freshStream(), event(3));
    await given.leader.start();
    const log = await given.cluster.agreedLog();
    expect(log.filter((line) => line.includes(`@${there} `))).toHaveLength(3);
    expect(log.filter((line) => line.includes(`@${open} `))).toEqual([]);
  });
});
