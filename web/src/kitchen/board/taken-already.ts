import type { Words } from '../../api/already.js';
import { answered, api } from '../../api/client.js';
import { ago } from '../../texts/formats.js';
import { type SameKeys, textsOf } from '../../texts/texts.js';
import { numberOf } from '../words.js';
import { whyCancelled } from './cancel-codes.js';
import { type BoardOrder, STATUS_AFTER, type Step } from './order-steps.js';

const en = {
  accept: 'Order {number} was accepted already',
  refuse: 'Order {number} was cancelled already',
  start: 'Order {number} was started already',
  complete: 'Order {number} was made ready already',
  recall: 'Order {number} was recalled already',
  dispatch: 'Order {number} was sent on its way already',
  deliver: 'Order {number} was handed over already',
  fail: 'Order {number} was said not to be delivered already',
  cancel: 'Order {number} was cancelled already',
  said: '{what}.',
  saidWith: '{what} ({details}).',
} as const;

const ko: SameKeys<typeof en> = {
  accept: '주문 {number}: 이미 수락되었습니다',
  refuse: '주문 {number}: 이미 취소되었습니다',
  start: '주문 {number}: 이미 조리를 시작했습니다',
  complete: '주문 {number}: 이미 준비되었습니다',
  recall: '주문 {number}: 이미 되돌렸습니다',
  dispatch: '주문 {number}: 이미 배달을 출발했습니다',
  deliver: '주문 {number}: 이미 전달되었습니다',
  fail: '주문 {number}: 이미 배달 실패로 처리되었습니다',
  cancel: '주문 {number}: 이미 취소되었습니다',
  said: '{what}.',
  saidWith: '{what} ({details}).',
};

const texts = textsOf({ en, ko });

/** That somebody else took a step; when, and of a cancelled order by whom, where somebody knows. */
export const takenAlready = async (step: Step, order: BoardOrder): Promise<Words> => {
  const { orderId } = order;
  const track = await answered(api.GET('/myorder/{orderId}', { params: { path: { orderId } } })).catch(() => null);
  const at = track?.timeline.findLast(({ status }) => status === STATUS_AFTER[step])?.at;
  const code = STATUS_AFTER[step] === 'CANCELLED' ? (track?.cancelCode ?? null) : null;
  return () => {
    const what = texts(step, { number: numberOf(order) });
    const details = [...(code === null ? [] : [whyCancelled(code)]), ...(at === undefined ? [] : [ago(at)])].join(', ');
    return texts(details === '' ? 'said' : 'saidWith', { what, details });
  };
};
