import { useState } from 'preact/hooks';
import { Link } from 'wouter-preact';
import { answered, api } from '../api/client.js';
import { useCommand } from '../api/use-command.js';
import { PageTitle } from '../ui/page-title.js';
import { Confirm } from './confirm.js';
import { texts } from './erasures.texts.js';
import { RunbookLink } from './runbook-link.js';
import { pathOfStream, streamOf } from './stream-names.js';

interface Outcome {
  readonly isNow: boolean;
  /** Null where nobody could look. */
  readonly waitsFor: readonly number[] | null;
  /** Of the customer: what was asked for, and what was done. */
  readonly stream: string | null;
}

const saying = ({ isNow, waitsFor }: Outcome): 'askedNow' | 'askedUnknown' | 'askedWaits' | 'asked' => {
  if (isNow) return 'askedNow';
  if (waitsFor === null) return 'askedUnknown';
  return waitsFor.length > 0 ? 'askedWaits' : 'asked';
};

const Answer = ({ of }: { readonly of: Outcome }) => (
  <div class="card">
    <p>{texts(saying(of))}</p>
    {saying(of) === 'askedWaits' && (
      <ul>
        {of.waitsFor?.map((orderId) => (
          <li key={orderId}>
            <Link href={pathOfStream(`order-${orderId}`)}>{`order-${orderId}`}</Link>
          </li>
        ))}
      </ul>
    )}
    {of.stream && <Link href={pathOfStream(of.stream)}>{texts('timeline')}</Link>}
  </div>
);

interface QuestionProps {
  readonly customerId: string;
  readonly isNow: boolean;
  readonly onClose: () => void;
  readonly onDone: (outcome: Outcome) => void;
}

const Question = ({ customerId, isNow, onClose, onDone }: QuestionProps) => {
  const command = useCommand(async (headers) => {
    const body = { customerId, now: isNow };
    const { waitsFor } = await answered(api.POST('/customers/erasures', { headers, body }));
    onDone({ isNow, waitsFor, stream: await streamOf('customer', customerId, '') });
    return true;
  });
  return (
    <Confirm
      title={texts('confirmTitle', { customer: customerId })}
      does={texts('ask')}
      isDangerous
      command={command}
      onClose={onClose}
    >
      <p>{texts('confirmWhat')}</p>
      <p>{texts(isNow ? 'confirmNow' : 'confirmWaits')}</p>
    </Confirm>
  );
};

/** What is personal of a customer is erased, on their behalf. */
const Erasures = () => {
  const [customerId, setCustomerId] = useState('');
  const [isNow, setNow] = useState(false);
  const [isAsked, setAsked] = useState(false);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const ask = (event: SubmitEvent): void => {
    event.preventDefault();
    setOutcome(null);
    setAsked(true);
  };
  return (
    <>
      <div class="row spread">
        <PageTitle>{texts('title')}</PageTitle>
        <RunbookLink place="open-work#erasures-that-wait" />
      </div>
      <p class="lead">{texts('lead')}</p>
      <form class="card narrow-form" onSubmit={ask}>
        <label class="field">
          {texts('customer')}
          <input
            required
            maxLength={128}
            autocomplete="off"
            spellcheck={false}
            value={customerId}
            onInput={({ currentTarget }) => setCustomerId(currentTarget.value)}
          />
          <span class="hint">{texts('hint')}</span>
        </label>
        <label class="row check">
          <input type="checkbox" checked={isNow} onChange={({ currentTarget }) => setNow(currentTarget.checked)} />
          {texts('now')}
        </label>
        {isNow && <p class="warn small">{texts('nowHint')}</p>}
        <button type="submit" class="danger">
          {texts('ask')}
        </button>
      </form>
      <div role="status">{outcome && <Answer of={outcome} />}</div>
      {isAsked && (
        <Question customerId={customerId.trim()} isNow={isNow} onClose={() => setAsked(false)} onDone={setOutcome} />
      )}
    </>
  );
};

export default Erasures;
