import { connect } from 'node:net';
import type { Seeded } from '../chaos/seeded.js';

const END = '\r\n\r\n';
/** Some of it is waited for by the other end, for as long as it likes; milliseconds. */
const ANSWER_WITHIN = 500;

/** Bytes that are no proper request of this method and path, or only just. */
const garbage: readonly [
  (method: string, path: string, random: Seeded) => string | Buffer,
  ...((method: string, path: string, random: Seeded) => string | Buffer)[],
] = [
  (method, path) => `${method} ${path}${END}`,
  (method, path) => `${method} ${path} HTTP/9.9\r\nHost: x${END}`,
  (method, path) => `${method} ${path} HTTP/1.1${END}`,
  (method, path) => `${method} ${path}%zz HTTP/1.1\r\nHost: x${END}`,
  (method, path) => `${method} ${path}/%E0%A4%A?%=%zz&[=] HTTP/1.1\r\nHost: x${END}`,
  (method, path) => `${method} //${path}/../..;/%2e%2e HTTP/1.1\r\nHost: x${END}`,
  (method, path) => `${method}  ${path}\tHTTP/1.1\r\nHost x${END}`,
  (method, path) => `${method.toLowerCase()} ${path} HTTP/1.1\nHost: x\n\n`,
  (method, path) => `${method} ${path} HTTP/1.1\r\nHost: x\r\nX-Actor: a\x01b${END}`,
  (method, path) => `${method} ${path} HTTP/1.1\r\nHost: x\r\nX-Long: ${'x'.repeat(40_000)}${END}`,
  (method, path) => `${method} ${path} HTTP/1.1\r\nHost: x\r\n${'X-Many: 1\r\n'.repeat(3_000)}\r\n`,
  (method, path) => `${method} ${path} HTTP/1.1\r\nHost: x\r\nContent-Length: -1${END}{}`,
  (method, path) => `${method} ${path} HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2${END}{}`,
  (method, path) => `${method} ${path} HTTP/1.1\r\nHost: x\r\nContent-Length: 99${END}{"a":`,
  (method, path) => `${method} ${path} HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999${END}`,
  (method, path) => `${method} ${path} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked${END}zz\r\n{}\r\n0${END}`,
  (method, path) => `${method} ${path} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked${END}fffffffff\r\n{}`,
  (method, path) =>
    `${method} ${path} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked${END}2\r\n{}\r\n0\r\nX: y${END}`,
  (method, path) =>
    `${method} ${path} HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nTransfer-Encoding: chunked${END}2\r\n{}\r\n0${END}`,
  (method, path) => `${method} ${path} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, x${END}{}`,
  (method, path) => `${method} ${path} HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade${END}`,
  (method, path) => `${method} ${path} HTTP/1.1\r\nHost: x\r\nExpect: 200-ok${END}`,
  (method, path) => `${method} ${path} HTTP/1.0${END}`,
  (method, path) => `${method} ${path} HTTP/1.1\r\nHost: x${END}`.repeat(5),
  (method, path, random) => {
    const bytes = Buffer.from(`${method} ${path} HTTP/1.1\r\nHost: x\r\nContent-Length: 2${END}{}`);
    for (let flips = 1 + random.below(5); flips > 0; flips--) bytes[random.below(bytes.length)] = random.below(256);
    return bytes;
  },
  (method, _path, random) => Buffer.from(Array.from({ length: 200 }, () => random.below(256))).subarray(method.length),
];

/** Raw bytes for a route, to be sent past any client library. */
export const rawFor = (method: string, path: string, random: Seeded): Buffer =>
  Buffer.from(random.pick(garbage)(method, path, random));

/** Writes the bytes on a connection of their own and reads to its end; resolves to the statuses that came back. */
export const sendRaw = (port: number, bytes: Buffer): Promise<readonly number[]> =>
  new Promise((resolve) => {
    let answer = '';
    const socket = connect({ port, host: '127.0.0.1' });
    const finish = (): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve([...answer.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map(([, status]) => Number(status)));
    };
    const timer = setTimeout(finish, ANSWER_WITHIN);
    socket.on('data', (chunk: Buffer) => (answer += chunk.toString('latin1')));
    socket.on('end', finish).on('error', finish).on('close', finish);
    // Half closed: who waits for the rest of a request learns that there is none.
    socket.end(bytes);
  });
