/** Where an address has a number, and what may be said in a part of it. */
const ID = String.raw`(?<id>[1-9]\d{0,14})`;
const PART = '[^/]+';

const page = (path: string): RegExp => new RegExp(`^${path}/?$`, 'i');

/** Where whoever works with the chain begins. */
export const START = page('');

export const SHOP = {
  stores: page('/shop'),
  store: page(`/shop/${ID}(?:/(?<step>checkout))?`),
  orders: page('/shop/orders'),
  order: page(`/shop/orders/${ID}`),
};

export const KITCHEN = {
  board: page('/kitchen'),
  menus: page('/kitchen/menus'),
  settings: page('/kitchen/settings'),
  orders: page('/kitchen/orders'),
};

export const OFFICE = {
  menus: page('/office'),
  newMenu: page('/office/menus/new'),
  menu: page(`/office/menus/${ID}`),
  revisedMenu: page(`/office/menus/${ID}/revise`),
  sales: page('/office/sales'),
  orders: page('/office/orders'),
  order: page(`/office/orders/${ID}`),
  payments: page('/office/payments'),
  payment: page(`/office/payments/${ID}`),
  stores: page('/office/stores'),
};

export const OPERATIONS = {
  overview: page('/operations'),
  readModels: page('/operations/read-models'),
  readModel: page(`/operations/read-models/(?<name>${PART})`),
  parked: page('/operations/parked'),
  parkedMessage: page(`/operations/parked/(?<id>${PART})`),
  events: page('/operations/events'),
  timeline: page(`/operations/events/stream/(?<stream>${PART})`),
  caused: page(`/operations/events/caused/(?<id>${PART})`),
  openWork: page('/operations/open-work'),
  payments: page('/operations/payments'),
  erasures: page('/operations/erasures'),
  runbooks: page(`/operations/runbooks(?:/(?<name>${PART}))?`),
};

/**
 * Every address that is a page, whatever its case. The build writes them down for the gateway, which answers 404 with the pages at any
 * other one that somebody opens.
 */
export const ROUTES: readonly RegExp[] = [
  START,
  ...[SHOP, KITCHEN, OFFICE, OPERATIONS].flatMap((part) => Object.values(part)),
];
