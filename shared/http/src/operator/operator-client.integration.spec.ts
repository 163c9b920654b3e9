import type { RequestListener } from 'node:http';
import { describe, expect, test } from '@jest/globals';
import { inProcess } from '../testing/in-process.js';
import { OperatorClient, OpsAway, OpsError } from './operator-client.js';

class Client extends OperatorClient {
  one(): Promise<object> {
    return this.json('GET', '/ops/x');
  }

  async all(): Promise<object[]> {
    const told: object[] = [];
    for await (const line of this.lines('POST', '/ops/x')) told.push(line);
    return told;
  }
}

/** A client of a process that answers so. */
const asking = async <T>(answer: RequestListener, use: (client: Client) => Promise<T>, within?: number): Promise<T> => {
  const { url, stop } = inProcess(answer);
  try {
    return await use(new Client(url, {}, { TAKEN: ({ by }) => `${String(by)} has it.` }, within));
  } finally {
    stop();
  }
};

describe('what goes wrong is said in words', () => {
  const failure = (answer: RequestListener, within?: number) =>
    asking(answer, (client) => client.one().catch((error: unknown) => error as Error), within);

  test('nobody is there', async () => {
    const error = await new Client('http://nobody.in-process', {}, {}).one().catch((caught: unknown) => caught);
    expect(error).toEqual(
      new OpsAway('Nothing answers at http://nobody.in-process. Is the system running (npm start)?'),
    );
  });

  test('somebody is there, and does not answer', async () => {
    const error = await failure(() => undefined, 50);
    expect(error).toBeInstanceOf(OpsAway);
    expect(error).toMatchObject({ message: expect.stringContaining('has not answered within 0.05 s') });
  });

  test.each<[number, object | string, string, typeof OpsError]>([
    [409, { code: 'TAKEN', by: 'bob' }, 'bob has it.', OpsError],
    [503, { code: 'ENGINE_UNAVAILABLE' }, 'It waits for its engines.', OpsAway],
    [418, { code: 'TEAPOT' }, 'It answered TEAPOT.', OpsError],
    [504, 'no JSON', 'It answered HTTP_504.', OpsAway],
  ])('it answers %i %j', async (status, body, message, kind) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const error = await failure((_, response) => void response.writeHead(status).end(text));
    expect([error, (error as Error).constructor]).toEqual([new kind(message), kind]);
  });
});

describe('what comes line by line', () => {
  test('is told as it comes', async () => {
    const told = await asking(
      (_, response) => void response.end('{"n":1}\n{"n":2}\n'),
      (client) => client.all(),
    );
    expect(told).toEqual([{ n: 1 }, { n: 2 }]);
  });

  test.each<[string, RequestListener, string]>([
    [
      'a problem',
      (_, response) => void response.end('{"n":1}\n{"problem":{"code":"TAKEN","by":"al"}}\n'),
      'al has it.',
    ],
    ['a cut connection', (_, response) => void response.write('{"n":1}\n{"n"', () => response.destroy()), 'went away'],
  ])('ends with %s', async (_, answer, message) => {
    await expect(asking(answer, (client) => client.all())).rejects.toThrow(message);
  });
});
