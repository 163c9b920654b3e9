import type { Signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { smallestAmount } from '../../texts/formats.js';

interface Props {
  readonly label: string;
  readonly price: Signal<string>;
  readonly required?: boolean;
  readonly placeholder?: string;
  readonly children?: ComponentChildren;
}

/** What a store takes for a menu itself: an amount as the chain's currency has them. */
export const OwnPrice = ({ label, price, required, placeholder, children }: Props) => (
  <label class="field">
    {label}
    <input
      type="number"
      min="0"
      step={smallestAmount}
      inputMode={smallestAmount < 1 ? 'decimal' : 'numeric'}
      required={required}
      placeholder={placeholder}
      value={price.value}
      onInput={({ currentTarget }) => (price.value = currentTarget.value)}
    />
    {children}
  </label>
);
