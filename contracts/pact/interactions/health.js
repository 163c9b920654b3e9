/** What the gateway asks each part for when somebody asks it how the whole is. */
export const health = (parts) => ({
  description: 'how it is',
  request: { method: 'GET', path: '/health/ready' },
  response: {
    status: 200,
    headers: { 'Content-Type': 'application/json; charset=utf-8' },
    body: { status: 'ready', parts: Object.fromEntries(parts.map((part) => [part, 'up'])) },
  },
});
