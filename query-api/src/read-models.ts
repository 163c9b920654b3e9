import type { Changes, Mark, Query, Where } from '@doremi/read-models';
import type { Place } from '@doremi/event-sourcing';
import type {
  AdminMenu,
  BoardOrder,
  CartView,
  EventRun,
  MenuSalesDay,
  OrderTrack,
  PaymentView,
  Receipt,
  SalesDay,
  SlotsDay,
  StoreMenuView,
  StoreView,
} from '@doremi/domain';

/** The port to one read model: always the live build of the version that this process was built for. */
export interface Reader<Document extends object> {
  find(query: Query<Document>): Promise<Document[]>;
  /** The same of one build, for an answer that takes several reads: it never mixes two. */
  pinned(): Promise<Pick<Reader<Document>, 'find'>>;
  /** The document that the projection keeps under this key. */
  byKey(key: string | number): Promise<Document | null>;
  /**
   * Resolves to true once reads show everything up to the place, to false when the time is up; to true at once for a place
   * in the log of a former generation.
   */
  waitFor(place: Place, timeoutMs: number): Promise<boolean>;
}

/** A read model whose changes are followed. */
export interface LiveReader<Document extends object> extends Reader<Document> {
  /** The documents that fit, as they stand, and where to look on from. */
  snapshot(where: Where<Document>): Promise<Changes<Document>>;
  /**
   * Those that changed since and fit, part by part; the last one says where to look on from. Throws MarkLost where the
   * mark is of another log than the documents.
   */
  changesSince(mark: Mark, where?: Where<Document>): AsyncIterable<Changes<Document>>;
  /** Calls back when something may have changed, where anybody says so. Returns how to stop. */
  onChange(listener: () => void): () => void;
}

/** Everything the routes answer from. */
export interface ReadModels {
  readonly menus: LiveReader<AdminMenu>;
  readonly storeMenus: LiveReader<StoreMenuView>;
  readonly stores: LiveReader<StoreView>;
  readonly carts: LiveReader<CartView>;
  readonly payments: LiveReader<PaymentView>;
  readonly board: LiveReader<BoardOrder>;
  readonly tracking: LiveReader<OrderTrack>;
  readonly sales: LiveReader<SalesDay>;
  readonly slots: Reader<SlotsDay>;
  readonly menuSales: Reader<MenuSalesDay>;
  readonly events: Reader<EventRun>;
  readonly receipts: Reader<Receipt>;
}
