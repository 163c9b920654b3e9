import {
  Absent,
  acceptedLanguageOf,
  acceptedOf,
  type FormResponse,
  get,
  inForms,
  printedForm,
  type ResponseWith,
  type Route,
  Whole,
} from '@doremi/http';
import { type Actor, isAdmin, isCustomer, isStore, type Receipt } from '@doremi/domain';
import { isRefusal, type Refusal, refuse } from '@doremi/event-sourcing';
import type { Shown } from '@doremi/personal-data';
import type { Disclosed, Disclosure } from '../disclosure.js';
import type { ReadModels } from '../read-models.js';
import { freshEnough } from '../read-your-writes.js';
import { COLUMNS, type Printable, printed, PRINTED_TYPES, type PrintedType } from './printed.js';
import { receiptMarkup } from './receipt-markup.js';
import { receiptResponse, ReceiptResponse, ticketResponse, TicketResponse } from './receipt.responses.js';
import type { OnPaper } from './on-paper.js';
import { sellerOf } from './seller.js';
import { type Size, ticketMarkup } from './ticket-markup.js';
import { type Language, LANGUAGES } from './words.js';

export class PrintQuery {
  /** Characters a line of the printed form. */
  @Absent() @Whole({ min: COLUMNS.min, max: COLUMNS.max }) columns = COLUMNS.usual;
}

const FORMS = PRINTED_TYPES.map(printedForm);
/** The same with each form, of which some caches look at the last one alone. */
const VARY = { Vary: 'Accept, Accept-Language' };

/** The printed form that is asked for; null for JSON, which is what everybody else gets. */
const printedTypeOf = (accept: string | undefined): PrintedType | null => {
  const accepted = acceptedOf(accept, ['application/json', ...PRINTED_TYPES]);
  return PRINTED_TYPES.find((type) => type === accepted) ?? null;
};

/** What there is on paper of an order that is paid: the customer's receipt, and the kitchen's ticket. */
export const receiptRoutes = (
  { receipts, stores }: Pick<ReadModels, 'receipts' | 'stores'>,
  disclosure: Disclosure,
): Route[] => {
  const found = async (
    actor: Actor,
    orderId: number,
    maySee: (receipt: Receipt) => boolean,
  ): Promise<OnPaper | Refusal> => {
    const receipt = await receipts.byKey(orderId);
    if (!receipt || !maySee(receipt)) return refuse('ORDER_NOT_FOUND', { orderId });
    const seller = sellerOf(receipt.storeId, await stores.byKey(receipt.storeId));
    return { receipt, seller, shown: await disclosure.responseTo(actor, receipt, whom) };
  };

  return [
    get(
      '/orders/:orderId/receipt',
      {
        tag: 'orders',
        operation: 'getReceipt',
        summary: "The receipt of a paid order; as text, SVG or a printer's commands for whoever accepts that",
        roles: ['customer', 'store', 'admin'],
        query: PrintQuery,
        responses: { 200: inForms(ReceiptResponse, ...FORMS) },
        languages: LANGUAGES,
        refusals: ['ORDER_NOT_FOUND', 'NO_RECEIPT'],
      },
      freshEnough([receipts, stores], async ({ params: { orderId }, actor, query: { columns }, header }) => {
        const order = await found(actor, orderId, (receipt) => isTheirs(actor, receipt));
        if (isRefusal(order)) return order;
        const { receipt, seller, shown } = order;
        const { orderNumber } = receipt;
        if (orderNumber === null) return refuse('NO_RECEIPT', { orderId });
        const type = printedTypeOf(header('Accept'));
        const language = acceptedLanguageOf(header('Accept-Language'), LANGUAGES);
        return type
          ? onPaper(type, language, { markup: receiptMarkup(order, language, columns), columns })
          : asJson(receiptResponse({ ...receipt, orderNumber }, seller, shown));
      }),
    ),
    get(
      '/orders/:orderId/ticket',
      {
        tag: 'orders',
        operation: 'getTicket',
        summary: "The kitchen's ticket of a paid order, without a price; in the forms of a receipt",
        roles: ['store'],
        query: PrintQuery,
        responses: { 200: inForms(TicketResponse, ...FORMS) },
        languages: LANGUAGES,
        refusals: ['ORDER_NOT_FOUND'],
      },
      freshEnough([receipts, stores], async ({ params: { orderId }, actor, query: { columns }, header }) => {
        const order = await found(actor, orderId, ({ storeId }) => isStore(actor, storeId));
        if (isRefusal(order)) return order;
        const { receipt, seller, shown } = order;
        const type = printedTypeOf(header('Accept'));
        const language = acceptedLanguageOf(header('Accept-Language'), LANGUAGES);
        return type
          ? onPaper(type, language, { markup: ticketMarkup(order, language, sizeOn(type)), columns })
          : asJson(ticketResponse(receipt, seller, shown));
      }),
    ),
  ];
};

/** Whom it is for and where it goes. */
const whom: Disclosed<Receipt, Shown> = {
  responseOf: (_, shown) => shown,
  closedAt: ({ closedAt }) => closedAt,
  isGone: () => false,
};

const isTheirs = (actor: Actor, { customerId, storeId }: Receipt): boolean =>
  isCustomer(actor, customerId) || isStore(actor, storeId) || isAdmin(actor);

const sizeOn = (type: PrintedType): Size => (type === 'text/plain' ? '' : '^^^');

const asJson = <Body>(body: Body): ResponseWith<200, Body> => ({ status: 200, headers: VARY, body });

const onPaper = async (type: PrintedType, language: Language, printable: Printable): Promise<FormResponse<200>> => ({
  status: 200,
  headers: { ...VARY, 'Content-Language': language },
  form: await printed(type, printable),
});
