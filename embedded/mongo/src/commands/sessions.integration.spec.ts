import { describe, expect, it } from '@jest/globals';
import { UUID } from 'bson';
import type { Binary } from 'mongodb';
import { codeOf, withMongo } from '../testing/with-mongo.js';
import { Sessions } from './sessions.js';

const mongo = withMongo();

const list = async (): Promise<string[]> =>
  (
    await mongo
      .database()
      .aggregate([{ $listLocalSessions: {} }])
      .toArray()
  ).map(({ _id }) => (_id as { id: Binary }).id.toString('hex'));

describe('$listLocalSessions', () => {
  it('shows the sessions that commands came in, until they end', async () => {
    const session = mongo.client.startSession();
    await mongo.database().command({ ping: 1 }, { session });
    const id = session.id?.id.toString('hex');
    expect(await list()).toContain(id);
    await mongo.database().command({ endSessions: [session.id] });
    expect(await list()).not.toContain(id);
    await session.endSession();
  });

  it('is refreshed, or told to end', async () => {
    const session = mongo.client.startSession();
    const id = session.id?.id.toString('hex');
    await mongo.database().command({ refreshSessions: [session.id] });
    expect(await list()).toContain(id);
    await mongo.database().command({ killSessions: [session.id] });
    expect(await list()).not.toContain(id);
    await session.endSession();
  });

  it('goes through the stages behind it', async () => {
    const stages = [
      { $listLocalSessions: {} },
      { $limit: 1 },
      { $addFields: { a: 1 } },
      { $project: { _id: 0, a: 1 } },
    ];
    expect(await mongo.database().aggregate(stages).toArray()).toEqual([{ a: 1 }]);
  });

  it('comes first, and of no collection', async () => {
    const collection = await mongo.collection([{}]);
    expect(
      await codeOf(
        mongo
          .database()
          .aggregate([{ $limit: 1 }, { $listLocalSessions: {} }])
          .toArray(),
      ),
    ).toBe(40602);
    expect(await codeOf(collection.aggregate([{ $listLocalSessions: {} }]).toArray())).toBe(73);
  });
});

it('sessions that nobody used for half an hour are forgotten', () => {
  const sessions = new Sessions();
  sessions.use({ id: new UUID() }, 0);
  sessions.expire(30 * 60_000);
  expect(sessions.describe()).toHaveLength(1);
  sessions.expire(30 * 60_000 + 1);
  expect(sessions.describe()).toEqual([]);
});
