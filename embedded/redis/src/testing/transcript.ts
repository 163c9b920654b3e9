import { once } from 'node:events';
import { connect } from 'node:net';

/** What is sent (words, split at spaces), and the lines of the exact answer on the wire. */
export type Exchange = readonly [request: string, ...reply: string[]];

const frame = (request: string): string => {
  const words = request.split(' ');
  return `*${words.length}\r\n${words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join('')}`;
};

/** What a URL asks of a connection before anything else. */
const greetings = ({ username, password, pathname }: URL): string[] => [
  ...(password ? [`AUTH ${username || 'default'} ${password}`] : []),
  ...(pathname.length > 1 ? [`SELECT ${pathname.slice(1)}`] : []),
];

/** Sends the bytes on one connection and returns everything that comes back until the server closes it. */
export const sendRaw = async (url: string, bytes: string): Promise<string> => {
  const server = new URL(url);
  const before = greetings(server);
  const socket = connect(Number(server.port || 6379), server.hostname);
  let answer = '';
  socket.on('data', (chunk) => (answer += chunk.toString()));
  socket.write(before.map(frame).join('') + bytes);
  await once(socket, 'close');
  const greeted = '+OK\r\n'.repeat(before.length);
  if (!answer.startsWith(greeted)) throw new Error(`${before.map((line) => line.split(' ')[0]).join(', ')}: ${answer}`);
  return answer.slice(greeted.length);
};

/** Sends all requests in one pipeline and returns the answers as exchanges, to be compared with what was expected. */
export const play = async (url: string, script: readonly Exchange[]): Promise<string[]> => {
  const answer = await sendRaw(url, [...script.map(([request]) => request), 'QUIT'].map(frame).join(''));
  return answer.split('\r\n');
};

/** What `play` returns when the server answers as the script says. */
export const expected = (script: readonly Exchange[]): string[] => [
  ...script.flatMap(([, ...reply]) => reply),
  '+OK', // QUIT
  '',
];
