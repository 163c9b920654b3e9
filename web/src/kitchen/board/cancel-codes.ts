import { type SameKeys, textsOf } from '../../texts/texts.js';

const en = {
  CUSTOMER: 'by the customer',
  STORE: 'by the store',
  REFUSED: 'the store refused it',
  NOT_ANSWERED: 'nobody answered in time',
  REFUNDED: 'its money went back',
} as const;

const ko: SameKeys<typeof en> = {
  CUSTOMER: '고객이 취소',
  STORE: '매장이 취소',
  REFUSED: '매장이 거절',
  NOT_ANSWERED: '제때 답하지 않음',
  REFUNDED: '환불됨',
};

/** By whom or for what an order was cancelled. */
export const whyCancelled = textsOf({ en, ko });
