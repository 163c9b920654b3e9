import { once } from 'node:events';
import { connect } from 'node:net';

/** What is sent (words, split at spaces), and the lines of the exact answer on the wire. */
export type Exchange = readonly [request: string, ...reply: string[]];

const frame = (request: string): string => {
  const words = request.split(' ');
  return `*${words.length}\r\n${words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join('')}`;
};

/** Sends the bytes on one connection and returns everything that comes back until the server closes it. */
export const sendRaw = async (port: number, bytes: string): Promise<string> => {
  const socket = connect(port, '127.0.0.1');
  let answer = '';
  socket.on('data', (chunk) => (answer += chunk.toString()));
  socket.write(bytes);
  await once(socket, 'close');
  return answer;
};

/** Sends all requests in one pipeline and returns the answers as exchanges, to be compared with what was expected. */
export const play = async (port: number, script: readonly Exchange[]): Promise<string[]> => {
  const answer = await sendRaw(port, [...script.map(([request]) => request), 'QUIT'].map(frame).join(''));
  return answer.split('\r\n');
};

/** What `play` returns when the server answers as the script says. */
export const expected = (script: readonly Exchange[]): string[] => [
  ...script.flatMap(([, ...reply]) => reply),
  '+OK', // QUIT
  '',
];
