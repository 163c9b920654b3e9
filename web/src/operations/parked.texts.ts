import { type SameKeys, textsOf } from '../texts/texts.js';

const en = {
  title: 'Parked',
  lead: 'What could not be handled is put aside here, and nothing is dropped silently. Everything else goes on.',
  events: 'Events that a read model could not fold',
  deliveries: 'Events that a policy could not react to',
  none: 'Nothing is parked.',
  about: 'About',
  of: 'Of',
  since: 'Since',
  reason: 'Reason',
  asked: 'another try is under way',
  show: 'Look at it',
  one: 'Parked: {type} of {about}',
  stream: 'Stream',
  content: 'What the event says',
  gone: 'The event is not in the event store any more.',
  back: 'All that is parked',
  retry: 'Try again',
  skip: 'Skip',
  retryTitle: 'Try it again?',
  retryEvent:
    'The event and everything later of the same document are folded in their order, by the process that updates it, within a second. If it fails again it stays parked.',
  retryDelivery:
    'The policy reacts to this one event here and now. What it did at its first tries is not done again. If it fails, it stays parked.',
  skipTitle: 'Skip it for good?',
  skipEvent:
    'The document goes on as if this event had never been. It is one decision for this version of the read model: a rebuild skips the same event, in your name. Other read models are not touched. It can’t be undone.',
  skipDelivery:
    'It is recorded as done, in your name, and nothing follows from it any more. What should have happened, a refund for example, does not. It can’t be undone.',
  askedFor: 'It is asked for: the process that updates the document does it within a second.',
  failedAgain: 'It was tried again and failed again: {reason}',
  doneAt: '{id} is not parked any more.',
  already: 'Somebody else has settled it already.',
} as const;

const ko: SameKeys<typeof en> = {
  title: '보류',
  lead: '처리하지 못한 것은 여기에 따로 두며, 소리 없이 버려지는 것은 없습니다. 나머지는 모두 계속됩니다.',
  events: '읽기 모델이 계산하지 못한 이벤트',
  deliveries: '정책이 처리하지 못한 이벤트',
  none: '보류된 것이 없습니다.',
  about: '대상',
  of: '어디서',
  since: '언제부터',
  reason: '이유',
  asked: '다시 시도하는 중',
  show: '보기',
  one: '보류됨: {about}의 {type}',
  stream: '스트림',
  content: '이벤트 내용',
  gone: '이벤트가 이벤트 저장소에 더 이상 없습니다.',
  back: '보류된 것 모두',
  retry: '다시 시도',
  skip: '건너뛰기',
  retryTitle: '다시 시도할까요?',
  retryEvent:
    '이 이벤트와 같은 문서의 이후 이벤트를, 그 문서를 갱신하는 프로세스가 1초 안에 순서대로 계산합니다. 다시 실패하면 보류된 채로 남습니다.',
  retryDelivery:
    '정책이 지금 바로 이 이벤트에 반응합니다. 처음 시도에서 한 일은 다시 하지 않습니다. 실패하면 보류된 채로 남습니다.',
  skipTitle: '영구히 건너뛸까요?',
  skipEvent:
    '이 이벤트가 없었던 것처럼 문서가 이어집니다. 이 버전의 읽기 모델에 대한 결정이라, 재구축해도 같은 이벤트를 당신의 이름으로 건너뜁니다. 다른 읽기 모델은 그대로입니다. 취소할 수 없습니다.',
  skipDelivery:
    '당신의 이름으로 처리한 것으로 기록하며, 더는 아무 일도 이어지지 않습니다. 예를 들어 되어야 할 환불이 되지 않습니다. 취소할 수 없습니다.',
  askedFor: '요청했습니다. 문서를 갱신하는 프로세스가 1초 안에 처리합니다.',
  failedAgain: '다시 시도했지만 또 실패했습니다: {reason}',
  doneAt: '{id}은(는) 더 이상 보류되어 있지 않습니다.',
  already: '다른 사람이 이미 처리했습니다.',
};

export const texts = textsOf({ en, ko });
