import { type SameKeys, textsOf } from '../../texts/texts.js';

const en = {
  title: 'Orders',
  lead: 'Of a day, closed ones too: with their tickets and receipts.',
  day: 'Day',
  number: 'Number of the order',
  status: 'Status',
  all: 'All',
  none: 'No such orders.',
  order: 'Order {number}',
  received: 'Received {at}',
  closed: 'Closed {at}',
  ticket: 'Ticket',
  receipt: 'Receipt',
} as const;

const ko: SameKeys<typeof en> = {
  title: '주문',
  lead: '그날의 모든 주문과 주문표, 영수증.',
  day: '날짜',
  number: '주문 번호',
  status: '상태',
  all: '모두',
  none: '해당하는 주문이 없습니다.',
  order: '주문 {number}',
  received: '접수 {at}',
  closed: '종료 {at}',
  ticket: '주문표',
  receipt: '영수증',
};

export const texts = textsOf({ en, ko });
