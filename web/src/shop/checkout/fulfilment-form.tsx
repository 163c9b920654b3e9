import { useState } from 'preact/hooks';
import type { Schema } from '../../api/client.js';
import { common } from '../../texts/common.js';
import { CommandButton } from '../../ui/button.js';
import { ProblemNote } from '../../ui/problem.js';
import type { Cart } from '../cart.js';
import { say } from './texts.js';
import { When } from './when.js';
import type { Fulfilment, useFulfilment, Wish } from './wish.js';

type Type = Fulfilment['type'];

/** What a form's fields say; what is empty is not said. */
const wishOf = (form: FormData): Wish => {
  const said = (name: string): string => {
    const value = form.get(name);
    return typeof value === 'string' ? value.trim() : '';
  };
  const optional = (name: string) => (said(name) === '' ? {} : { [name]: said(name) });
  const type = said('type') as Type;
  return {
    type,
    wantedAt: said('when') === 'later' ? said('time') : null,
    contact: { name: said('name'), phone: said('phone') },
    ...(type === 'DELIVERY' && {
      address: { line1: said('line1'), ...optional('line2'), ...optional('postcode'), ...optional('city') },
    }),
    ...optional('note'),
  };
};

interface InputProps {
  readonly name: 'name' | 'phone' | 'line1' | 'line2' | 'postcode' | 'city' | 'note';
  readonly value: string | null | undefined;
  readonly required?: boolean;
  readonly max: number;
  readonly complete: string;
  readonly type?: string;
}

const Input = ({ name, value, required, max, complete, type = 'text' }: InputProps) => (
  <label class="field">
    <span>
      {say(name)} {!required && <span class="soft small">({common('optional')})</span>}
    </span>
    <input
      name={name}
      type={type}
      defaultValue={value ?? ''}
      required={required}
      pattern={required ? '.*\\S.*' : undefined}
      maxLength={max}
      autocomplete={complete}
    />
  </label>
);

export interface FormProps {
  readonly cart: Cart;
  /** What it begins with: what was said of this cart, or of an order before, but for its note: that was about that order. */
  readonly begin: Fulfilment | null;
  readonly store: Schema<'StoreView'>;
  readonly command: ReturnType<typeof useFulfilment>;
  readonly onDone: () => void;
}

/** Asks how, to whom, where and when; the cart says what that costs. */
const FulfilmentForm = ({ cart, begin, store, command, onDone }: FormProps) => {
  const said = cart.fulfilment;
  const [type, setType] = useState<Type>(begin?.type ?? 'DELIVERY');
  const personal = begin?.personal;
  const send = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (await command.run(wishOf(new FormData(event.currentTarget as HTMLFormElement)), cart)) onDone();
  };
  return (
    <form class="fulfilment" onSubmit={(event) => void send(event)}>
      {said?.erased && <p class="problem">{say('erased')}</p>}
      {said?.unavailable && <p class="problem">{say('unavailable')}</p>}
      <fieldset>
        <legend>{say('how')}</legend>
        {(['DELIVERY', 'PICKUP'] as const).map((one) => (
          <label key={one} class="option">
            <input type="radio" name="type" value={one} checked={type === one} onChange={() => setType(one)} />
            <span>{say(one === 'DELIVERY' ? 'delivered' : 'pickedUp')}</span>
          </label>
        ))}
      </fieldset>
      <fieldset>
        <legend>{say('contact')}</legend>
        <Input name="name" value={personal?.contact?.name} required max={100} complete="name" />
        <Input name="phone" value={personal?.contact?.phone} required max={40} complete="tel" type="tel" />
      </fieldset>
      {type === 'DELIVERY' && (
        <fieldset>
          <legend>{say('address')}</legend>
          <Input name="line1" value={personal?.address?.line1} required max={200} complete="address-line1" />
          <Input name="line2" value={personal?.address?.line2} max={200} complete="address-line2" />
          <div class="two">
            <Input name="postcode" value={personal?.address?.postcode} max={20} complete="postal-code" />
            <Input name="city" value={personal?.address?.city} max={100} complete="address-level2" />
          </div>
        </fieldset>
      )}
      <When store={store} wantedAt={said?.wantedAt ?? null} />
      <Input name="note" value={said?.personal?.note} max={200} complete="off" />
      <ProblemNote of={command.problem.value} />
      <CommandButton command={command} kind="main" submit>
        {say('use')}
      </CommandButton>
    </form>
  );
};

export default FulfilmentForm;
