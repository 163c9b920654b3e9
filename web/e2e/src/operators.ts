import { randomUUID } from 'node:crypto';
import { upcast } from '@doremi/domain';
import type { DomainEvent, NewEvent } from '@doremi/event-sourcing';
import { connectEventStore } from '@doremi/event-store';
import { listedProcesses } from '@doremi/start';
import type { System } from '@doremi/tools';
import type { Page } from 'playwright-core';
import type { People } from './people.js';
import { aMenuOnSale } from './system.js';

const portOf = (system: System, name: string): number => {
  const port = listedProcesses(system.dataDir).find((one) => one.name === name)?.port;
  if (port === undefined) throw new Error(`${name} is not running`);
  return port;
};

const newEvent = (event: DomainEvent): NewEvent => {
  const id = randomUUID();
  const by = { actor: { sub: 'anonymous', roles: ['operator'] }, schemaVersion: 1 };
  const occurredAt = new Date().toISOString();
  return { id, event, metadata: { $correlationId: id, $causationId: id, commandId: id, ...by, occurredAt } };
};

/** What somebody wrote into the event store past all commands, at the end of that stream. */
export const written = async (system: System, stream: string, events: readonly DomainEvent[]): Promise<void> => {
  const store = connectEventStore(`esdb://127.0.0.1:${portOf(system, 'eventstore')}?tls=false`, upcast);
  const at = (await store.read(stream)).length - 1;
  await store.append(stream, at, events.map(newEvent));
  await store.close();
};

/** The menu service is too busy to answer for so many seconds; the system has BUSY_SWITCH=on. */
export const busyFor = async (system: System, seconds: number): Promise<void> => {
  const answer = await fetch(`http://127.0.0.1:${portOf(system, 'query-api')}/busy?seconds=${seconds}`, {
    method: 'POST',
  });
  if (!answer.ok) throw new Error(`POST /busy answered ${answer.status}`);
};

/** Opens one of the parts of operations by its tab. */
export const goTo = async (page: Page, tab: string, heading = tab): Promise<void> => {
  await page.getByRole('main').getByRole('navigation').getByRole('link', { name: tab }).click();
  await page.getByRole('heading', { level: 1, name: heading }).waitFor();
};

const CONTACT = { name: 'Alice Liddell', phone: '010-2761-5050' };
const ADDRESS = { line1: 'Christ Church', postcode: '06236', city: 'Oxford' };
const NOTE = 'mind the rabbit';
/** What people typed about each other on the way of that order. */
export const PERSONAL = ['Liddell', '2761-5050', 'Christ Church', 'Oxford', 'rabbit', 'Kim Cheolsu', 'nobody home'];

/**
 * An order that was cooked, brought to a closed door and cancelled, so that its money went back; its number. It was ordered as
 * `alice-orders` and cancelled as `store-cancels`.
 */
export const anOrderGoneWrong = async (people: People): Promise<number> => {
  const menuId = await aMenuOnSale(people, 2002);
  const { ask } = people;
  const { cartId } = await ask('customer:alice', 201, 'POST /mycart/2002/create', {});
  const orderId = Number(cartId);
  const fulfilment = { type: 'DELIVERY', contact: CONTACT, address: ADDRESS, note: NOTE };
  await ask('customer:alice', 200, `PUT /mycart/${orderId}/fulfilment`, fulfilment);
  await ask('customer:alice', 200, `POST /mycart/${orderId}/menu/${menuId}/add`, {});
  await ask('customer:alice', 201, `POST /mycart/${orderId}/order`, {}, { 'X-Correlation-Id': 'alice-orders' });
  await ask('store:2002', 200, `POST /myorder/${orderId}/cooking/start`, {});
  await ask('store:2002', 200, `POST /myorder/${orderId}/cooking/complete`, {});
  await ask('store:2002', 200, `POST /myorder/delivery/${orderId}`, { courier: 'Kim Cheolsu' });
  await ask('store:2002', 200, `POST /myorder/delivery/${orderId}/fail`, { reason: 'nobody home' });
  const cancels = { 'X-Correlation-Id': 'store-cancels' };
  await ask('store:2002', 200, `POST /myorder/${orderId}/cancel`, { reason: 'nobody home' }, cancels);
  return orderId;
};
