import type { ReadSide, Sort } from '@doremi/read-models';
import {
  cartStream,
  type OpenWork,
  openWorkModel,
  orderStream,
  paymentsModel,
  paymentStream,
  type PaymentView,
} from '@doremi/domain';

/** Of each kind so many are counted, and the first of them named. */
const COUNTED = 1_000;
const NAMED = 10;

export const KINDS = [
  'HELD_ADD',
  'PAYMENT_OPEN',
  'PAYMENT_UNKNOWN',
  'REFUND_WAITING',
  'REFUND_FAILED',
  'ORDER_UNANSWERED',
  'PLACE_TAKEN',
] as const;
type Kind = (typeof KINDS)[number];

/** One thing that is open; `at` (ISO 8601) is since when, or, of what has an end by itself, until when; null: not known. */
interface Open {
  readonly stream: string;
  readonly storeId: number;
  readonly at: string | null;
}

/** All of a kind: how many, whether there are more than were counted, and those whose time is first. */
export interface OpenKind {
  readonly kind: Kind;
  readonly count: number;
  readonly isAll: boolean;
  readonly first: readonly Open[];
}

const BY_ID: Sort<OpenWork> = [['cartId', 1]];
const BY_ANSWER: Sort<OpenWork> = [
  ['acceptBy', 1],
  ['cartId', 1],
];
const LATEST_UNKNOWN: Sort<PaymentView> = [
  ['requestedAt', -1],
  ['paymentId', -1],
];

/** What is open now, of every kind. Throws EngineUnavailable while the read models are away. */
export const openWorkIn = (readSide: Pick<ReadSide, 'readModel'>): (() => Promise<readonly OpenKind[]>) => {
  const openWork = readSide.readModel(openWorkModel);
  const payments = readSide.readModel(paymentsModel);

  /** Since when refunds wait, or are known to have failed: the list of open work does not say so. */
  const refundTimes = async (works: readonly OpenWork[]): Promise<(work: OpenWork) => string | null> => {
    const ids = works.filter(({ refunds, kept }) => refunds.length > 0 || kept > 0).map(({ cartId }) => cartId);
    const found = ids.length === 0 ? [] : await payments.find({ where: { paymentId: { $in: ids } } });
    const times = new Map(found.map((payment) => [payment.paymentId, sinceWhen(payment)]));
    return ({ cartId }) => times.get(cartId) ?? null;
  };

  return async () => {
    const most = COUNTED + 1;
    const [works, unanswered, unknown] = await Promise.all([
      openWork.find({ where: { open: true }, sort: BY_ID, limit: most }),
      openWork.find({ where: { acceptBy: { $gt: '' } }, sort: BY_ANSWER, limit: most }),
      payments.find({ where: { status: 'UNKNOWN' }, sort: LATEST_UNKNOWN, limit: most }),
    ]);
    const refundedAt = await refundTimes(works);
    const ofWork = (kind: Kind, openIn: (work: OpenWork) => readonly Open[]): OpenKind =>
      summed(kind, works.flatMap(openIn), works.length <= COUNTED);
    return [
      ofWork('HELD_ADD', (work) => work.holds.map(({ expiresAt }) => open(cartStream, work, expiresAt))),
      ofWork('PAYMENT_OPEN', (work) => (work.attempt ? [open(paymentStream, work, work.attempt.since)] : [])),
      summed('PAYMENT_UNKNOWN', unknown.map(unknownPayment), unknown.length <= COUNTED),
      ofWork('REFUND_WAITING', (work) => work.refunds.map(() => open(paymentStream, work, refundedAt(work)))),
      ofWork('REFUND_FAILED', (work) => (work.kept > 0 ? [open(paymentStream, work, refundedAt(work))] : [])),
      summed(
        'ORDER_UNANSWERED',
        unanswered.map((work) => open(orderStream, work, work.acceptBy)),
        unanswered.length <= COUNTED,
      ),
      ofWork('PLACE_TAKEN', (work) => work.places.map(({ takenAt }) => open(cartStream, work, takenAt))),
    ];
  };
};

const open = (streamOf: (id: number) => string, { cartId, storeId }: OpenWork, at: string | null): Open => ({
  stream: streamOf(cartId),
  storeId,
  at,
});

const unknownPayment = ({ paymentId, storeId, updatedAt }: PaymentView): Open => ({
  stream: paymentStream(paymentId),
  storeId,
  at: updatedAt,
});

/** The oldest refund that is not done. */
const sinceWhen = ({ refunds }: PaymentView): string | null =>
  refunds
    .filter(({ status }) => status !== 'REFUNDED')
    .map(({ at }) => at)
    .sort()[0] ?? null;

const summed = (kind: Kind, all: readonly Open[], isAll: boolean): OpenKind => {
  const counted = all.slice(0, COUNTED);
  const byTime = [...counted].sort((a, b) => ((a.at ?? '~') < (b.at ?? '~') ? -1 : 1));
  return { kind, count: counted.length, isAll: isAll && all.length <= COUNTED, first: byTime.slice(0, NAMED) };
};
