import type { Actor, Fulfilment } from '@doremi/domain';
import { isTooLate, type PersonalData, type Shown, shownTo, type Viewer, viewerFor } from '@doremi/personal-data';

/** What the read models of carts and orders have in common. */
interface Owned {
  readonly storeId: number;
  readonly customerId: string;
  readonly terms: { readonly fulfilment: Fulfilment | null };
}

/** What is responded of such documents. */
export interface Disclosed<Document extends Owned, Response> {
  readonly responseOf: (document: Document, shown: Shown) => Response;
  /** When the order was closed, ISO 8601; null while it is not, and of a cart. */
  readonly closedAt: (document: Document) => string | null;
  /** Whether nobody is shown anything of it any more. */
  readonly isGone: (document: Document) => boolean;
}

/** Puts what is personal into responses, for those who may see it. Read models hold it as it is sealed in the events. */
export class Disclosure {
  constructor(
    private readonly personal: PersonalData,
    private readonly now: () => number = Date.now,
  ) {}

  /** The responses to somebody, one for one; the keys of all are asked for once. */
  async responsesTo<Document extends Owned, Response>(
    by: Actor | Viewer,
    documents: readonly Document[],
    { responseOf, closedAt, isGone }: Disclosed<Document, Response>,
  ): Promise<Response[]> {
    const sealed = documents.flatMap(({ terms }) => terms.fulfilment?.personal ?? []);
    const opened = await this.personal.openAll(sealed);
    const openedOf = new Map(sealed.map((one, index) => [one, opened[index] ?? null]));
    return documents.map((document) => {
      const viewer = typeof by === 'string' ? by : viewerFor(by, document);
      const isOver = isGone(document) || isTooLate(viewer, closedAt(document), this.now());
      const { personal = null } = document.terms.fulfilment ?? {};
      return responseOf(document, shownTo(personal && (openedOf.get(personal) ?? null), { viewer, isOver }));
    });
  }

  /** The response to somebody of one document; of one from the past, `today` says who may still be shown what is personal. */
  async responseTo<Document extends Owned, Response>(
    by: Actor | Viewer,
    document: Document,
    { responseOf, closedAt, isGone }: Disclosed<Document, Response>,
    today: Document = document,
  ): Promise<Response> {
    const asToday = { responseOf, closedAt: () => closedAt(today), isGone: () => isGone(today) };
    const [response] = await this.responsesTo(by, [document], asToday);
    return response as Response;
  }
}
