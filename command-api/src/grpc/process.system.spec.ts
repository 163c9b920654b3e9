import { upcast } from '@doremi/domain';
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { status } from '@grpc/grpc-js';
import { withEventStore } from '@doremi/event-store/testing';
import { eventually } from '@doremi/event-sourcing/testing';
import { afterEach, expect, test } from '@jest/globals';
import { GrpcClient } from '../testing/grpc-client.js';
import { HEALTH, ORDERS } from '../testing/grpc-services.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const main = `${root}command-api/dist/main.js`;
const engine = withEventStore(upcast);

let child: ChildProcess;
afterEach(() => void child.kill('SIGKILL'));

/** Starts the built process; resolves with the lines that it wrote until it listens. */
const started = async (env: Record<string, string>): Promise<string> => {
  const ports = { COMMAND_API_PORT: '0', EVENTSTORE_URL: engine.url, REDIS_URL: 'redis://127.0.0.1:1' };
  child = spawn(process.execPath, [main], {
    env: { PATH: process.env.PATH, ...ports, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let written = '';
  for await (const line of createInterface({ input: child.stdout as NodeJS.ReadableStream })) {
    written += `${line}\n`;
    if (line.includes('listening')) return written;
  }
  throw new Error(`it never listened: ${written}`);
};
const GRPC_PORT = /gRPC on 127\.0\.0\.1:(\d+)/;

test('a process that is asked for the door has it, ready with the process, timed, and closes it in order', async () => {
  const written = await started({ COMMAND_API_GRPC_PORT: '0' });
  const [, port] = GRPC_PORT.exec(written) ?? [];
  const client = new GrpcClient(Number(port));
  await eventually(
    async () => (await client.call(HEALTH, 'Check', { service: '' })).message.status === 'SERVING',
    20_000,
  );
  expect((await client.call(ORDERS, 'StartCooking', { orderId: 7 })).trailers.get('code')).toEqual(['ORDER_NOT_FOUND']);
  const [, httpPort] = /listening 127\.0\.0\.1:(\d+)/.exec(written) ?? [];
  expect(await (await fetch(`http://127.0.0.1:${httpPort}/metrics`)).text()).toContain(
    'rpc_server_call_duration_seconds_count{method="doremi.orders.v1.Orders/StartCooking",status="NOT_FOUND"} 1',
  );
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
  expect((await client.call(ORDERS, 'StartCooking', { orderId: 7 })).status).toBe(status.UNAVAILABLE);
  client.close();
});

test('the script of docs/grpc.md calls it', async () => {
  const [, port = ''] = GRPC_PORT.exec(await started({ COMMAND_API_GRPC_PORT: '0' })) ?? [];
  const [, script = ''] = /```js\n(.*?)```/s.exec(readFileSync(`${root}docs/grpc.md`, 'utf8')) ?? [];
  const args = ['--input-type=module', '-e', script.replace('8089', port)];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: root });
  expect(stdout).toBe('NOT_FOUND ORDER_NOT_FOUND\n');
});

test('a process that is not asked for it has none', async () => {
  expect(await started({})).not.toMatch(GRPC_PORT);
});

test('a process does not start with a port that is none', async () => {
  await expect(started({ COMMAND_API_GRPC_PORT: 'fifty' })).rejects.toThrow('it never listened');
});
