import { expect, test } from '@jest/globals';
import { createLog } from './log.js';

const JWT = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhbGljZSJ9.c2lnbmF0dXJl';

/** What a log writes when `say` uses it. */
const written = (say: (log: ReturnType<typeof createLog>) => void): string => {
  let text = '';
  say(createLog('probe', { write: (line: string) => void (text += line) }));
  return text;
};

test.each<[string, (log: ReturnType<typeof createLog>) => void]>([
  ['a header', (log) => log.info({ req: { headers: { authorization: `Bearer ${JWT}`, cookie: 's3cret' } } }, 'asked')],
  ['a field', (log) => log.info({ password: 's3cret', user: { token: 's3cret', secret: 's3cret' } }, 'told')],
  ['a message', (log) => log.warn(`refused Bearer ${JWT}`)],
  ['a token that stands alone', (log) => log.warn({ got: JWT }, 'odd')],
  ['the URL of an engine', (log) => log.error({ url: 'mongodb://user:s3cret@db:27017/doremi' }, 'away')],
  [
    'an error, its stack and its cause',
    (log) =>
      log.error(
        { err: new Error('redis://:s3cret@cache', { cause: new Error('esdb://admin:s3cret@events') }) },
        'redis://x:s3cret@y',
      ),
  ],
])('%s is logged without its secret', (_, say) => {
  const text = written(say);
  expect(text).not.toMatch(/s3cret|eyJ|c2lnbmF0dXJl/);
  expect(JSON.parse(text)).toMatchObject({ process: 'probe' });
});

test('what is no secret is logged as it is', () => {
  const line = written((log) => log.info({ url: 'http://127.0.0.1:8088/menus?a=b@c', by: 'a@b.example' }, 'asked'));
  expect(JSON.parse(line)).toMatchObject({ url: 'http://127.0.0.1:8088/menus?a=b@c', by: 'a@b.example', msg: 'asked' });
});
