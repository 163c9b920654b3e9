/** What the document's operations are grouped by, in the order in which a pizza meets them; then what operators ask. */
export const tags = {
  menus: 'What head office sells, and which stores it offers it to.',
  stores: 'The shops.',
  'store menus': 'What a store answered to what it was offered, and what it sells.',
  carts: "A customer's basket at one store, from the first menu to the payment.",
  payments: "The money side of each cart: a payment has its cart's id.",
  orders: "What a store cooks and delivers: an order has its cart's id.",
  live: 'What somebody watches, as it changes, over one connection: each topic under its name.',
  customers: 'What is personal of a customer: erased on request, with everything that was typed under it.',
  sales: 'What each store sold, by business day: the date where the store is, when it was ordered.',
  events:
    'What is in the log, for operators: which event followed from which, and what came of each. Nothing personal is told.',
  projections:
    'The builds of the read models, for operators. A target is the name of a projection, or of a build of it.',
  'open work': 'What the policies have still to finish, and how far they are behind, for operators.',
  'parked events': 'Events that a projection could not fold; its workers do what is asked, soon after.',
  'parked deliveries': 'Events that a policy could not react to; what is asked is done at once.',
  reconciliation:
    "The card company's books held against the log, for operators: a line for each difference, then what came of all.",
  health: 'How a process is. The gateway answers for itself and, when asked whether it is ready, for all of them.',
} as const;

export type Tag = keyof typeof tags;
