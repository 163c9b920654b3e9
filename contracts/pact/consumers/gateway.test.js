/** What people ask the gateway for, and what it asks the two services for then. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { wholeHealth } from '@doremi/gateway';
import { cartCommands } from '../interactions/carts/commands.js';
import { cartReads } from '../interactions/carts/reads.js';
import { customerCommands } from '../interactions/customers/commands.js';
import { health } from '../interactions/health.js';
import { menuCommands } from '../interactions/menus/commands.js';
import { menuReads } from '../interactions/menus/reads.js';
import { orderCommands } from '../interactions/orders/commands.js';
import { orderReads } from '../interactions/orders/reads.js';
import { paymentCommands } from '../interactions/payments/commands.js';
import { paymentReads } from '../interactions/payments/reads.js';
import { storeCommands } from '../interactions/stores/commands.js';
import { storeReads } from '../interactions/stores/reads.js';
import { atTheDoor, withPosition } from './door.js';
import { exampleOf, record } from './recording.js';

const HINT = 'X-Event-Position-Hint';

const send = (door, { method, path, query = {}, headers = {}, body }) => {
  // Nobody outside sends the hint: the gateway sets it after a command.
  const { [HINT]: _, ...sent } = headers;
  const search = new URLSearchParams(query).toString();
  return fetch(`${door}${path}${search && `?${search}`}`, {
    method,
    headers: sent,
    ...(body && { body: JSON.stringify(body) }),
  });
};

/** What the service answered has to come out at the door. */
const comesOut = async (answer, { status, headers, body }) => {
  assert.equal(answer.status, status);
  for (const [name, value] of Object.entries(headers)) assert.equal(answer.headers.get(name), value, name);
  assert.ok(answer.headers.get('X-Correlation-Id'));
  const text = await answer.text();
  assert.deepEqual(text === '' ? undefined : JSON.parse(text), body);
};

const throughTheDoor = (upstreams, interaction) =>
  atTheDoor(upstreams, async (door) => {
    if (interaction.after) await fetch(`${door}/menus`, { method: 'POST' });
    await comesOut(await send(door, exampleOf(interaction.request)), exampleOf(interaction.response));
  });

const isSeen = (part) => async (url) => {
  const { parts } = await wholeHealth({ [part]: url })();
  assert.equal(parts[part], 'up');
};

describe('gateway → command-api', () => {
  const commands = [menuCommands, storeCommands, cartCommands, orderCommands, paymentCommands, customerCommands];
  for (const interaction of commands.flat())
    test(interaction.description, () =>
      record('gateway', 'command-api', interaction, (commandApi) => throughTheDoor({ commandApi }, interaction)),
    );

  test('how it is', () => record('gateway', 'command-api', health(['eventstore', 'seeding']), isSeen('command-api')));
});

describe('gateway → query-api', () => {
  for (const interaction of [...menuReads, ...storeReads, ...cartReads, ...orderReads, ...paymentReads])
    test(interaction.description, () =>
      withPosition(interaction.after ?? '', (commandApi) =>
        record('gateway', 'query-api', interaction, (queryApi) =>
          throughTheDoor({ commandApi, queryApi }, interaction),
        ),
      ),
    );

  test('how it is', () => record('gateway', 'query-api', health(['mongodb', 'read models']), isSeen('query-api')));
});
