import { type SameKeys, textsOf } from '../texts/texts.js';

const en = {
  title: 'Erasures',
  lead: 'On behalf of a customer: what is personal of them can be read by nobody any more, in all orders of the past.',
  customer: 'Customer id',
  hint: 'As their orders name it. It is a pseudonym and stays.',
  now: 'Now, without waiting for open orders',
  nowHint: 'Their stores then see neither name nor address of orders that are still to be delivered.',
  ask: 'Have it erased',
  confirmTitle: 'Erase what is personal of {customer}?',
  confirmWhat:
    'Their name, telephone number, addresses and notes can be read by nobody any more: the key that they are encrypted with is destroyed. It can’t be undone, and no backup of the events brings it back.',
  confirmWaits: 'It is done once none of their orders is open, after 8 days at the latest.',
  confirmNow: 'It is done now, open orders or not.',
  asked: 'Asked for. It is done within seconds: no order stands in its way.',
  askedWaits: 'Asked for. It waits for these orders to close:',
  askedUnknown: 'Asked for. Which orders it waits for can’t be read at the moment.',
  askedNow: 'Asked for, without waiting. It is done within seconds.',
  timeline: 'What happened since',
} as const;

const ko: SameKeys<typeof en> = {
  title: '개인정보 삭제',
  lead: '고객을 대신해 요청합니다. 지난 모든 주문의 개인정보를 아무도 읽을 수 없게 됩니다.',
  customer: '고객 ID',
  hint: '주문에 적힌 그대로입니다. 가명이며 그대로 남습니다.',
  now: '열린 주문을 기다리지 않고 지금',
  nowHint: '아직 배달할 주문의 이름과 주소를 매장이 볼 수 없게 됩니다.',
  ask: '삭제 요청',
  confirmTitle: '{customer}의 개인정보를 삭제할까요?',
  confirmWhat:
    '이름, 전화번호, 주소, 메모를 아무도 읽을 수 없게 됩니다. 암호화한 키를 없애기 때문입니다. 취소할 수 없고 이벤트 백업으로도 되살릴 수 없습니다.',
  confirmWaits: '열린 주문이 없어지면, 늦어도 8일 뒤에 처리됩니다.',
  confirmNow: '열린 주문이 있어도 지금 처리됩니다.',
  asked: '요청했습니다. 막는 주문이 없어 몇 초 안에 처리됩니다.',
  askedWaits: '요청했습니다. 다음 주문이 끝나기를 기다립니다.',
  askedUnknown: '요청했습니다. 어떤 주문을 기다리는지는 지금 읽을 수 없습니다.',
  askedNow: '기다리지 않고 삭제하도록 요청했습니다. 몇 초 안에 처리됩니다.',
  timeline: '그 뒤에 일어난 일',
};

export const texts = textsOf({ en, ko });
