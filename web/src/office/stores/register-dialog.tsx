import { useState } from 'preact/hooks';
import { answered, api } from '../../api/client.js';
import { useCommand } from '../../api/use-command.js';
import { common } from '../../texts/common.js';
import { CommandButton } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { Field, whenRight } from '../../ui/field.js';
import { InputField } from '../../ui/input-field.js';
import { ProblemNote } from '../../ui/problem.js';
import { say } from './texts.js';

const ZONES = Intl.supportedValuesOf('timeZone');
const HERE = Intl.DateTimeFormat().resolvedOptions().timeZone;

const EMPTY = { storeId: '', storeName: '', address: '', timezone: ZONES.includes(HERE) ? HERE : 'Asia/Seoul' };

export const RegisterDialog = ({ onClose }: { readonly onClose: (isDone: boolean) => void }) => {
  const [typed, setTyped] = useState(EMPTY);
  const register = useCommand((headers, body: { storeId: number } & Omit<typeof EMPTY, 'storeId'>) =>
    answered(api.POST('/stores', { params: { header: headers }, body })),
  );
  const send = async (): Promise<void> => {
    const { storeName, address } = typed;
    const store = { ...typed, storeName: storeName.trim(), address: address.trim(), storeId: Number(typed.storeId) };
    if (await register.run(store)) onClose(true);
  };
  const set = (over: Partial<typeof EMPTY>): void => setTyped({ ...typed, ...over });
  const refused = (name: string) => register.problem.value?.errors?.find(({ field }) => field === name);
  return (
    <Dialog title={say('register')} onClose={() => onClose(false)}>
      <p>{say('opens')}</p>
      <form noValidate onSubmit={whenRight(() => void send())}>
        <InputField
          label={say('number')}
          refused={refused('storeId')}
          type="number"
          required
          min={1}
          max={999_999_999}
          value={typed.storeId}
          onText={(text) => set({ storeId: text })}
        />
        <InputField
          label={say('name')}
          refused={refused('storeName')}
          required
          maxLength={100}
          value={typed.storeName}
          onText={(text) => set({ storeName: text })}
        />
        <InputField
          label={say('address')}
          optional
          refused={refused('address')}
          maxLength={200}
          value={typed.address}
          onText={(text) => set({ address: text })}
        />
        <Field label={say('timezone')} hint={say('timezoneHint')} refused={refused('timezone')}>
          {(labelled) => (
            <select
              {...labelled}
              value={typed.timezone}
              onChange={({ currentTarget }) => set({ timezone: currentTarget.value })}
            >
              {ZONES.map((zone) => (
                <option key={zone}>{zone}</option>
              ))}
            </select>
          )}
        </Field>
        <ProblemNote of={register.problem.value} />
        <div class="row">
          <CommandButton command={register} kind="main" submit>
            {say('register')}
          </CommandButton>
          <button type="button" onClick={() => onClose(false)}>
            {common('cancel')}
          </button>
        </div>
      </form>
    </Dialog>
  );
};
