import { beforeEach, expect, jest, test } from '@jest/globals';

jest.unstable_mockModule('../session/current.js', () => ({
  headersOfSession: () => Promise.resolve({ 'X-Actor': 'customer:alice' }),
  disbelieved: () => undefined,
}));
Object.assign(globalThis, { location: { origin: 'http://door' } });
const { api, answered, lastPosition } = await import('./client.js');

const at = (n: number): string => `${String(n).padStart(16, '0')}-${String(n).padStart(16, '0')}`;

const asked: Request[] = [];
const fetching = jest.spyOn(globalThis, 'fetch');
const read = async (): Promise<string | null | undefined> => {
  fetching.mockImplementationOnce((request) => {
    asked.push(request as Request);
    return Promise.resolve(Response.json({ items: [], nextCursor: null }));
  });
  await answered(api.GET('/myorders', {}));
  return asked.at(-1)?.headers.get('X-Event-Position');
};

/** A command that is answered when it is said, with the position of its last event. */
const command = (): ((position: string) => Promise<void>) => {
  let answer: (response: Response) => void = () => undefined;
  const answering = new Promise<Response>((resolve) => (answer = resolve));
  fetching.mockImplementationOnce((request) => {
    asked.push(request as Request);
    return answering;
  });
  const done = answered(api.POST('/mycart/{storeId}/create', { params: { path: { storeId: 2002 } } }));
  return async (position) => {
    answer(Response.json({}, { status: 201, headers: { 'X-Event-Position': position } }));
    await done;
  };
};

beforeEach(() => void asked.splice(0));

test('a read is asked to be no staler than the newest command of this tab, whichever was answered last', async () => {
  expect([await read(), lastPosition()]).toEqual([null, null]);
  await command()(at(3));
  expect([await read(), lastPosition()]).toEqual([at(3), at(3)]);
  const [early, late] = [command(), command()];
  await late(at(12));
  await early(at(11));
  expect(await read()).toBe(at(12));
  // What another log holds in its place comes later, wherever it is.
  await command()(`${at(1)}@1`);
  await command()(at(13));
  expect([await read(), lastPosition()]).toEqual([`${at(1)}@1`, `${at(1)}@1`]);
});

test('a command says who asks, and names no position: it is decided by what is so', async () => {
  await command()(at(20));
  await command()(at(21));
  expect(asked.map(({ headers }) => [headers.get('X-Actor'), headers.get('X-Event-Position')])).toEqual([
    ['customer:alice', null],
    ['customer:alice', null],
  ]);
});
