import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';

test('a charge of twenty at once is no reason for a warning of Node', async () => {
  const module = new URL('../../dist/payment-provider/payment-provider.js', import.meta.url);
  const script = `
    import { createServer } from 'node:http';
    import { httpPaymentProvider } from '${module.href}';
    const waiting = [];
    const server = createServer((_, response) => {
      if (waiting.push(response) === 20) for (const one of waiting) one.end('{"id":"1","status":"approved"}');
    }).listen(0, '127.0.0.1', async () => {
      const provider = httpPaymentProvider('http://127.0.0.1:' + server.address().port);
      const charges = await Promise.all(Array.from({ length: 20 }, (_, n) => provider.charge(String(n), { amount: 100, currency: 'EUR' })));
      console.log(charges.filter(({ outcome }) => outcome === 'approved').length);
      server.close();
      server.closeAllConnections();
    });`;
  const { stdout, stderr } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script]);
  expect({ stdout, stderr }).toEqual({ stdout: '20\n', stderr: '' });
});
