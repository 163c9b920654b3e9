import { afterEach, describe, expect, it } from '@jest/globals';
import type { Document } from 'mongodb';
import { codeOf, withMongo } from '../testing/with-mongo.js';

const mongo = withMongo({ retryReads: false, retryWrites: false }, { testCommands: true });
const plain = withMongo();

const failCommand = async (mode: unknown, data: Document): Promise<Document> =>
  mongo.client.db('admin').command({ configureFailPoint: 'failCommand', mode, data });

afterEach(async () => {
  await failCommand('off', {});
});

describe('configureFailPoint failCommand', () => {
  it('makes commands fail as often as it is told to', async () => {
    const collection = await mongo.collection([{ _id: 1 }]);
    await failCommand({ times: 2 }, { failCommands: ['find', 'insert'], errorCode: 26 });
    const fault = await collection.findOne().catch((error: unknown) => error);
    expect(fault).toMatchObject({ code: 26, codeName: 'NamespaceNotFound' });
    expect(await collection.countDocuments()).toBe(1);
    expect(await codeOf(collection.insertOne({}))).toBe(26);
    expect(await collection.find().toArray()).toEqual([{ _id: 1 }]);
  });

  it('can let some through, and goes on until it is off', async () => {
    const collection = await mongo.collection([{ _id: 1 }]);
    await failCommand({ skip: 1 }, { failCommands: ['find'], errorCode: 8 });
    const codes = [];
    for (let i = 0; i < 3; i++) codes.push(await codeOf(collection.findOne()));
    expect(codes).toEqual([0, 8, 8]);
    await failCommand('alwaysOn', { failCommands: ['find'], errorCode: 9001 });
    expect(await codeOf(collection.findOne())).toBe(9001);
    await failCommand('off', {});
    expect(await codeOf(collection.findOne())).toBe(0);
  });

  it('can hang up', async () => {
    const collection = await mongo.collection([{ _id: 1 }]);
    await failCommand({ times: 1 }, { failCommands: ['find'], closeConnection: true });
    await expect(collection.findOne()).rejects.toMatchObject({ name: 'MongoNetworkError' });
    expect(await collection.findOne()).toEqual({ _id: 1 });
  });

  it('can label its errors, and report one of the write concern for a write that is done', async () => {
    const collection = await mongo.collection();
    await failCommand({ times: 1 }, { failCommands: ['find'], errorCode: 8, errorLabels: ['Mine'] });
    const fault = (await collection.findOne().catch((error: unknown) => error)) as {
      hasErrorLabel(l: string): boolean;
    };
    expect(fault.hasErrorLabel('Mine')).toBe(true);
    await failCommand({ times: 1 }, { failCommands: ['insert'], writeConcernError: { code: 64, errmsg: 'late' } });
    await expect(collection.insertOne({ _id: 1 as never })).rejects.toMatchObject({
      result: { writeConcernError: { code: 64 } },
    });
    expect(await collection.countDocuments()).toBe(1);
  });

  it('can keep a command waiting', async () => {
    const collection = await mongo.collection([{ _id: 1 }]);
    await failCommand({ times: 1 }, { failCommands: ['find'], blockConnection: true, blockTimeMS: 200 });
    const order: string[] = [];
    const slow = collection.findOne().then(() => order.push('find'));
    await mongo.client.db('admin').command({ ping: 1 });
    order.push('ping');
    await slow;
    expect(order).toEqual(['ping', 'find']);
  });

  it('counts what it has met', async () => {
    const collection = await mongo.collection();
    const { count } = await failCommand({ times: 1 }, { failCommands: ['find'], errorCode: 8 });
    await codeOf(collection.findOne());
    await codeOf(collection.findOne());
    expect(await failCommand('off', {})).toMatchObject({ count: (count as number) + 1 });
  });

  it.each([
    ['outside of admin', 'test', { configureFailPoint: 'failCommand', mode: 'off' }, 13],
    ['with another mode', 'admin', { configureFailPoint: 'failCommand', mode: 'often' }, 2],
    ['for another fail point', 'admin', { configureFailPoint: 'hangBeforeCommit', mode: 'off' }, 238],
    [
      'by the name of an application',
      'admin',
      { configureFailPoint: 'failCommand', mode: 'off', data: { appName: 'a' } },
      238,
    ],
  ])('is refused %s', async (_, database, command, code) => {
    expect(await codeOf(mongo.client.db(database).command(command))).toBe(code);
  });

  it('is there only on a server that was started for tests', async () => {
    const command = { configureFailPoint: 'failCommand', mode: 'off' };
    expect(await codeOf(plain.client.db('admin').command(command))).toBe(59);
  });
});
