import { useState } from 'preact/hooks';
import { answered, api } from '../../api/client.js';
import { useCommand } from '../../api/use-command.js';
import { useToldStores } from '../../live/use-told-stores.js';
import { when } from '../../texts/formats.js';
import { CommandButton } from '../../ui/button.js';
import { PageTitle } from '../../ui/page-title.js';
import { Loading, ProblemNote } from '../../ui/problem.js';
import { labelOf } from '../store-label.js';
import { type Store, useStores } from '../stores-known.js';
import { say as common } from '../texts.js';
import { RegisterDialog } from './register-dialog.js';
import { StatusDialog } from './status-dialog.js';
import { say } from './texts.js';

const stateOf = ({ status, openNow, opensAt, until }: Store): readonly [kind: string, words: string] => {
  const end = until === null ? '' : ` ${say('until', { at: when(until) })}`;
  if (status !== 'OPEN') return [status === 'PAUSED' ? 'warn' : 'bad', say(status) + end];
  if (openNow) return ['good', say('openNow')];
  return ['', opensAt === null ? say('outside') : say('notYet', { at: when(opensAt) })];
};

interface StoreProps {
  readonly store: Store;
  readonly onAsk: (status: 'PAUSED' | 'CLOSED') => void;
  readonly onChanged: () => void;
}

const StoreCard = ({ store, onAsk, onChanged }: StoreProps) => {
  const [kind, words] = stateOf(store);
  const open = useCommand((headers, storeId: number) =>
    answered(
      api.PUT('/stores/{storeId}/status', { params: { path: { storeId }, header: headers }, body: { status: 'OPEN' } }),
    ),
  );
  const name = labelOf(store);
  return (
    <li class="card entry store-entry">
      <span>
        <strong>{name}</strong>
        <span class="soft small block">{[store.address, store.timezone].filter(Boolean).join(' · ')}</span>
      </span>
      <span role="status">
        <span class={`tag ${kind}`}>{words}</span>
      </span>
      <span class="row">
        {store.status !== 'OPEN' && (
          <CommandButton
            command={open}
            label={say('doOpen', { store: name })}
            onClick={() => void open.run(store.storeId).then((isDone) => isDone && onChanged())}
          >
            {say('open')}
          </CommandButton>
        )}
        {store.status !== 'PAUSED' && (
          <button type="button" aria-label={say('doPause', { store: name })} onClick={() => onAsk('PAUSED')}>
            {say('pause')}
          </button>
        )}
        {store.status !== 'CLOSED' && (
          <button
            type="button"
            class="danger"
            aria-label={say('doClose', { store: name })}
            onClick={() => onAsk('CLOSED')}
          >
            {say('close')}
          </button>
        )}
      </span>
      <ProblemNote of={open.problem.value} />
    </li>
  );
};

/** Every store: whether it is open, and registering, pausing, closing and opening them. */
const Stores = () => {
  const read = useStores();
  const { data, problem, reload } = read;
  const [asking, setAsking] = useState<{ readonly store: Store; readonly status: 'PAUSED' | 'CLOSED' } | null>(null);
  const [isRegistering, setRegistering] = useState(false);
  useToldStores(read);
  const done = (isDone: boolean): void => {
    setAsking(null);
    setRegistering(false);
    if (isDone) void reload();
  };
  return (
    <>
      <div class="row spread page-head">
        <PageTitle>{common('stores')}</PageTitle>
        <button type="button" class="main" onClick={() => setRegistering(true)}>
          {say('register')}
        </button>
      </div>
      <ProblemNote of={problem.value} />
      {!data.value && !problem.value && <Loading />}
      <ul class="plain-list entries">
        {data.value?.map((store) => (
          <StoreCard
            key={store.storeId}
            store={store}
            onAsk={(status) => setAsking({ store, status })}
            onChanged={() => void reload()}
          />
        ))}
      </ul>
      {asking && <StatusDialog {...asking} onClose={done} />}
      {isRegistering && <RegisterDialog onClose={done} />}
    </>
  );
};

export default Stores;
