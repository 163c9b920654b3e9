import { useEffect, useState } from 'preact/hooks';
import { Link } from 'wouter-preact';
import { orAlready } from '../api/already.js';
import { useCommand } from '../api/use-command.js';
import { ago } from '../texts/formats.js';
import { PageTitle } from '../ui/page-title.js';
import { Loading } from '../ui/problem.js';
import { rowsOf } from './changes.js';
import { Confirm } from './confirm.js';
import { Fields } from './fields.js';
import { LookProblem, useLook } from './look.js';
import { isDelivery, type Parked, parkedMessage, settle } from './parked-api.js';
import { texts } from './parked.texts.js';
import { RunbookLink } from './runbook-link.js';
import { isStreamName, pathOfStream } from './stream-names.js';
import { withoutPersons } from './without-persons.js';

type Act = keyof typeof settle;

const Question = ({
  act,
  id,
  onClose,
  onAsked,
}: {
  act: Act;
  id: string;
  onClose: () => void;
  onAsked: () => void;
}) => {
  const command = useCommand((headers) =>
    orAlready(settle[act](headers, id), ({ code }) => (code === 'PARKED_NOT_FOUND' ? () => texts('already') : null)),
  );
  return (
    <Confirm
      title={texts(`${act}Title`)}
      does={texts(act)}
      isDangerous={act === 'skip'}
      command={command}
      onClose={onClose}
      onDone={onAsked}
    >
      <p>{texts(`${act}${isDelivery(id) ? 'Delivery' : 'Event'}`)}</p>
      <p>
        <code>{id}</code>
      </p>
    </Confirm>
  );
};

const Facts = ({ of }: { readonly of: Parked }) => (
  <dl class="facts">
    <div>
      <dt>{texts('of')}</dt>
      <dd>{of.of}</dd>
    </div>
    <div>
      <dt>{texts('stream')}</dt>
      <dd>
        {isStreamName(of.stream) ? (
          <Link href={pathOfStream(of.stream, of.event?.revision)}>{of.stream}</Link>
        ) : (
          of.stream
        )}
      </dd>
    </div>
    <div>
      <dt>{texts('since')}</dt>
      <dd>{ago(of.parkedAt)}</dd>
    </div>
    <div>
      <dt>{texts('reason')}</dt>
      <dd>
        <code>{of.reason}</code>
      </dd>
    </div>
  </dl>
);

const Content = ({ of: { event } }: { readonly of: Parked }) => (
  <section aria-labelledby="content">
    <h2 id="content">{texts('content')}</h2>
    {event ? <Fields of={rowsOf(withoutPersons(event.data))} label={texts('content')} /> : <p>{texts('gone')}</p>}
  </section>
);

/** Says what came of what was asked: it is tried within a second, and stays with its reason or is gone. */
const useOutcome = (message: Parked | undefined) => {
  // What was shown when it was asked for: what is looked at afterwards knows of it.
  const [shownThen, setShownThen] = useState<Parked | null>(null);
  const [said, setSaid] = useState('');
  useEffect(() => {
    if (!shownThen || !message || message === shownThen || message.asked) return;
    setSaid(texts('failedAgain', { reason: message.reason }));
    setShownThen(null);
  }, [message, shownThen]);
  const ask = (): void => {
    setShownThen(message ?? null);
    setSaid(texts('askedFor'));
  };
  return { said, ask };
};

/** One message that was put aside: what it is about, why, and what becomes of it. */
const ParkedMessagePage = ({ id }: { readonly id: string }) => {
  const [act, setAct] = useState<Act | null>(null);
  const look = useLook(id, () => parkedMessage(id));
  const isGone = look.problem.value?.code === 'PARKED_NOT_FOUND';
  const message = look.data.value;
  const { said, ask } = useOutcome(message);
  const asked = (): void => {
    ask();
    void look.reload();
  };
  return (
    <>
      <p>
        <Link href="/operations/parked">← {texts('back')}</Link>
      </p>
      <div class="row spread">
        <PageTitle>{message ? texts('one', { type: message.type, about: message.about }) : texts('title')}</PageTitle>
        <RunbookLink place={isDelivery(id) ? 'parked-events#policies' : 'parked-events#projections'} />
      </div>
      <p role="status" class="said">
        {isGone ? texts('doneAt', { id }) : said}
      </p>
      {!isGone && <LookProblem of={look} />}
      {!message && !look.problem.value && <Loading />}
      {message && !isGone && (
        <div class="stack">
          <Facts of={message} />
          <p class="row">
            <button type="button" class="main" disabled={message.asked} onClick={() => setAct('retry')}>
              {texts('retry')}
            </button>
            <button type="button" class="danger" onClick={() => setAct('skip')}>
              {texts('skip')}
            </button>
          </p>
          <Content of={message} />
        </div>
      )}
      {act && <Question act={act} id={id} onClose={() => setAct(null)} onAsked={asked} />}
    </>
  );
};

export default ParkedMessagePage;
