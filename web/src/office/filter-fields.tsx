import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { labelOf } from './store-label.js';
import type { Store } from './stores-known.js';
import { say } from './texts.js';

interface ChoiceProps {
  readonly label: string;
  readonly value: string | undefined;
  readonly onChange: (value: string) => void;
  readonly children: ComponentChildren;
}

export const ChoiceFilter = ({ label, value = '', onChange, children }: ChoiceProps) => (
  <label class="filter">
    <span class="small soft">{label}</span>
    <select value={value} onChange={({ currentTarget }) => onChange(currentTarget.value)}>
      {children}
    </select>
  </label>
);

interface StoreProps {
  readonly stores: readonly Store[] | undefined;
  readonly value: string | undefined;
  readonly onChange: (value: string) => void;
}

export const StoreFilter = ({ stores, value, onChange }: StoreProps) => (
  <ChoiceFilter label={say('store')} value={value} onChange={onChange}>
    <option value="">{say('allStores')}</option>
    {stores?.map((store) => (
      <option key={store.storeId} value={String(store.storeId)}>
        {labelOf(store)}
      </option>
    ))}
  </ChoiceFilter>
);

interface TextProps {
  readonly label: string;
  readonly value: string | undefined;
  readonly onChange: (value: string) => void;
  readonly type: 'date' | 'number' | 'search';
}

export const TextFilter = ({ label, value = '', onChange, type }: TextProps) => {
  // The list moves while somebody types: what is typed so far is drawn with it, or it would be gone.
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  return (
    <label class="filter">
      <span class="small soft">{label}</span>
      <input
        type={type}
        value={typed}
        onInput={({ currentTarget }) => setTyped(currentTarget.value)}
        {...(type === 'number' && { min: 1, max: 1_000_000_000, step: 1 })}
        {...(type === 'search' && { maxLength: 200 })}
        // What is not right yet is not asked for.
        onChange={({ currentTarget }) => currentTarget.validity.valid && onChange(currentTarget.value)}
      />
    </label>
  );
};
