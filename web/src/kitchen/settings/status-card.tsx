import { useSignal } from '@preact/signals';
import { answered, api, type Schema } from '../../api/client.js';
import { useCommand } from '../../api/use-command.js';
import { when } from '../../texts/formats.js';
import { CommandButton } from '../../ui/button.js';
import { ProblemNote } from '../../ui/problem.js';
import { dateIn, instantIn } from '../local-time.js';
import { texts } from './texts.js';

type Store = Schema<'StoreView'>;
type Status = Store['status'];

const PAUSES = [15, 30, 60] as const;

const inWords = ({ status, until, timezone }: Pick<Store, 'status' | 'until' | 'timezone'>): string => {
  if (status === 'OPEN') return texts('isOPEN');
  return until === null ? texts(`is${status}`) : texts(`is${status}Until`, { at: when(until, timezone) });
};

const outOfHours = ({ status, openNow, opensAt, timezone }: Store): string | null => {
  if (status !== 'OPEN' || openNow) return null;
  return opensAt === null ? texts('outOfHoursForGood') : texts('outOfHours', { at: when(opensAt, timezone) });
};

/** Whether the store takes orders; a pause ends by itself. */
export const StatusCard = ({ store, reload }: { readonly store: Store; readonly reload: () => Promise<void> }) => {
  const { storeId, timezone } = store;
  const time = useSignal(`${dateIn(timezone)}T18:00`);
  const setting = useCommand((header, status: Status, until: string | null) =>
    answered(api.PUT('/stores/{storeId}/status', { params: { path: { storeId }, header }, body: { status, until } })),
  );
  const set = async (status: Status, until: string | null = null): Promise<void> => {
    if (await setting.run(status, until)) await reload();
  };
  const pauseFor = (minutes: number): void => void set('PAUSED', new Date(Date.now() + minutes * 60_000).toISOString());
  const pauseUntil = (event: SubmitEvent): void => {
    event.preventDefault();
    void set('PAUSED', instantIn(timezone, time.value));
  };
  const kind = store.status === 'OPEN' ? 'good' : store.status === 'PAUSED' ? 'warn' : 'bad';
  return (
    <section class="card status" aria-labelledby="status">
      <h2 id="status">{texts('status')}</h2>
      <p role="status">
        <strong class={`tag ${kind}`}>{inWords(store)}</strong> {outOfHours(store)}
      </p>
      <p class="soft">{texts('statusWhy')}</p>
      <div class="row">
        {store.status !== 'OPEN' && (
          <CommandButton command={setting} kind="main" onClick={() => void set('OPEN')}>
            {texts('open')}
          </CommandButton>
        )}
        {PAUSES.map((minutes) => (
          <CommandButton key={minutes} command={setting} onClick={() => pauseFor(minutes)}>
            {texts('pauseFor', { n: minutes })}
          </CommandButton>
        ))}
        <CommandButton command={setting} onClick={() => void set('PAUSED')}>
          {texts('pause')}
        </CommandButton>
        <CommandButton command={setting} kind="danger" onClick={() => void set('CLOSED')}>
          {texts('close')}
        </CommandButton>
      </div>
      <form class="row" onSubmit={pauseUntil}>
        <label class="field">
          {texts('pauseUntil')}
          <input
            type="datetime-local"
            required
            value={time.value}
            onInput={({ currentTarget }) => (time.value = currentTarget.value || time.value)}
          />
        </label>
        <CommandButton command={setting} submit>
          {texts('pauseAt')}
        </CommandButton>
      </form>
      <ProblemNote of={setting.problem.value} />
    </section>
  );
};
