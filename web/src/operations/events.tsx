import { useState } from 'preact/hooks';
import { useLocation } from 'wouter-preact';
import { PageTitle } from '../ui/page-title.js';
import { texts } from './events.texts.js';
import { RunbookLink } from './runbook-link.js';
import { KINDS, pathOfPasted, pathOfStream, type StreamKind, streamOf } from './stream-names.js';

const NAMES = {
  ...({ order: 'order', cart: 'cart', payment: 'payment', menu: 'menu', store: 'storeKind' } as const),
  ...({ storeMenu: 'storeMenu', slots: 'slots', receipts: 'receipts', customer: 'customerKind' } as const),
  ...({ chain: 'chain', log: 'log' } as const),
} as const satisfies Readonly<Record<StreamKind, string>>;

/** What is asked for beside the kind. */
const FIELDS = {
  number: ['number'],
  'store and menu': ['store', 'menuNumber'],
  'store and day': ['store', 'day'],
  person: ['customer'],
  'only one': [],
} as const;

const ByKind = () => {
  const [, go] = useLocation();
  const [kind, setKind] = useState<StreamKind>('order');
  const [given, setGiven] = useState<readonly string[]>(['', '']);
  const [isWrong, setWrong] = useState(false);
  const find = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const stream = await streamOf(kind, given[0] ?? '', given[1] ?? '');
    setWrong(stream === null);
    if (stream !== null) go(pathOfStream(stream));
  };
  const type = (index: number, text: string): void => setGiven(given.map((one, i) => (i === index ? text : one)));
  return (
    <form class="card" onSubmit={(event) => void find(event)}>
      <h2>{texts('findTitle')}</h2>
      <label class="field">
        {texts('kind')}
        <select value={kind} onChange={({ currentTarget }) => setKind(currentTarget.value as StreamKind)}>
          {(Object.keys(KINDS) as StreamKind[]).map((one) => (
            <option key={one} value={one}>
              {texts(NAMES[one])}
            </option>
          ))}
        </select>
      </label>
      {FIELDS[KINDS[kind]].map((name, index) => (
        <label key={name} class="field">
          {texts(name)}
          <input
            required
            autocomplete="off"
            inputMode={name === 'day' || name === 'customer' ? 'text' : 'numeric'}
            value={given[index]}
            onInput={({ currentTarget }) => type(index, currentTarget.value)}
          />
        </label>
      ))}
      {isWrong && (
        <p class="problem" role="alert">
          {texts('notOne')}
        </p>
      )}
      <button type="submit" class="main">
        {texts('show')}
      </button>
    </form>
  );
};

const ByName = () => {
  const [, go] = useLocation();
  const [pasted, setPasted] = useState('');
  const look = (event: SubmitEvent): void => {
    event.preventDefault();
    const path = pathOfPasted(pasted);
    if (path !== null) go(path);
  };
  return (
    <form class="card" onSubmit={look}>
      <h2>{texts('pasteTitle')}</h2>
      <label class="field">
        {texts('paste')}
        <input
          required
          autocomplete="off"
          spellcheck={false}
          placeholder="order-5"
          value={pasted}
          onInput={({ currentTarget }) => setPasted(currentTarget.value)}
        />
      </label>
      <button type="submit" class="main">
        {texts('go')}
      </button>
    </form>
  );
};

/** Where one begins to look: by kind and number, by the name of a stream, or by a correlation. */
const Events = () => (
  <>
    <div class="row spread">
      <PageTitle>{texts('title')}</PageTitle>
      <RunbookLink place="open-work#what-happened-to-one-thing" />
    </div>
    <p class="lead">{texts('lead')}</p>
    <div class="halves">
      <ByKind />
      <ByName />
    </div>
  </>
);

export default Events;
