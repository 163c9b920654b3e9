import { describe, expect, it } from '@jest/globals';
import { MongoClient } from 'mongodb';
import { temporaryFolders } from './testing/folder.js';
import { spawnMongo } from './testing/process.js';

const folder = temporaryFolders();

describe('doremi-mongo', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)(
    'says where it listens, and ends cleanly on %s with clients connected',
    async (signal) => {
      const mongo = await spawnMongo(['--mem']);
      const client = await MongoClient.connect(mongo.url);
      await client.db('a').collection('b').insertOne({});
      expect(await mongo.end(signal)).toBe(0);
      await client.close();
    },
  );

  it('ends when its parent is gone', async () => {
    const mongo = await spawnMongo(['--mem'], true);
    mongo.child.disconnect();
    expect(await mongo.ended).toBe(0);
  });

  it.each([
    ['without a place for its data', [], 'ended with 2'],
    ['with a port that is none', ['--mem', '--port', 'x'], 'ended with 1'],
  ])('refuses to start %s', async (_, args, said) => {
    await expect(spawnMongo(args)).rejects.toThrow(said);
  });

  it('refuses a folder that another one has', async () => {
    const data = await folder();
    const first = await spawnMongo(['--data', data]);
    await expect(spawnMongo(['--data', data])).rejects.toThrow('ended with 1');
    expect(await first.end('SIGTERM')).toBe(0);
  });
});
