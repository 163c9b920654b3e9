import { once } from 'node:events';
import { createServer, request as ask } from 'node:http';
import { text } from 'node:stream/consumers';

/**
 * A small proxy before a provider, through which its answers go as `change` leaves them (`{status, headers, body}`, the body
 * as JSON). Resolves to its address and how to end it.
 */
export const inBetween = async (provider, change = () => undefined) => {
  const server = createServer((request, response) => {
    const { method, url, headers } = request;
    const onward = ask(`${provider}${url}`, { method, headers, agent: false }, async (answer) => {
      const body = await text(answer);
      const told = {
        status: answer.statusCode,
        headers: answer.headers,
        body: body === '' ? undefined : JSON.parse(body),
      };
      delete told.headers['content-length'];
      change(told);
      response.writeHead(told.status, told.headers).end(told.body && JSON.stringify(told.body));
    });
    onward.on('error', (error) => response.destroy(error));
    request.pipe(onward);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const stop = () => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${server.address().port}`, stop };
};
