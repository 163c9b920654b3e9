import type { Signal } from '@preact/signals';
import { type SameKeys, textsOf } from '../texts/texts.js';

const en = {
  reason: 'Reason',
  often: 'Often',
  refuse1: 'Too busy',
  refuse2: 'An ingredient is missing',
  refuse3: 'Too far away',
  cancel1: 'An ingredient is missing',
  cancel2: 'The oven is out of order',
  cancel3: 'Asked by phone',
  fail1: 'Nobody opened',
  fail2: 'The address is wrong',
  fail3: 'The bike broke down',
  reject1: 'We don’t have the ingredients',
  reject2: 'It does not sell here',
  reject3: 'The price is too low',
  delist1: 'We don’t have the ingredients',
  delist2: 'It does not sell here',
  delist3: 'Out of season',
} as const;

const ko: SameKeys<typeof en> = {
  reason: '이유',
  often: '자주 쓰는 이유',
  refuse1: '주문이 너무 많음',
  refuse2: '재료 없음',
  refuse3: '너무 멂',
  cancel1: '재료 없음',
  cancel2: '오븐 고장',
  cancel3: '전화로 취소 요청',
  fail1: '아무도 없음',
  fail2: '주소가 틀림',
  fail3: '오토바이 고장',
  reject1: '재료가 없음',
  reject2: '여기서는 팔리지 않음',
  reject3: '가격이 너무 낮음',
  delist1: '재료가 없음',
  delist2: '여기서는 팔리지 않음',
  delist3: '철이 지남',
};

const texts = textsOf({ en, ko });

interface Props {
  readonly reason: Signal<string>;
  readonly of: 'refuse' | 'cancel' | 'fail' | 'reject' | 'delist';
}

/** A reason, typed or tapped. */
export const ReasonField = ({ reason, of }: Props) => (
  <>
    <label class="field">
      {texts('reason')}
      <input
        required
        maxLength={200}
        pattern=".*\S.*"
        value={reason.value}
        onInput={({ currentTarget }) => (reason.value = currentTarget.value)}
      />
    </label>
    <div class="row often" role="group" aria-label={texts('often')}>
      {([1, 2, 3] as const).map((n) => {
        const text = texts(`${of}${n}`);
        return (
          <button key={n} type="button" onClick={() => (reason.value = text)}>
            {text}
          </button>
        );
      })}
    </div>
  </>
);
