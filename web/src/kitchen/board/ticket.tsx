import { type ReadonlySignal, useComputed } from '@preact/signals';
import { money, when } from '../../texts/formats.js';
import { common } from '../../texts/common.js';
import { ProblemNote } from '../../ui/problem.js';
import { texts } from '../texts.js';
import { duration, numberOf, standing } from '../words.js';
import type { Entry } from './board.js';
import { now } from './clock.js';
import type { Desk } from './desk.js';
import { type BoardOrder, isPickup } from './order-steps.js';
import { Person } from './person.js';
import { stepsOf } from './steps.js';
import { StepButtons } from './step-buttons.js';
import { type Timing, timingOf } from './timing.js';

interface Props {
  readonly entry: Entry;
  readonly desk: Desk;
}

/** Its age, and what is left of its time: told anew only where a word of it changes. */
const Times = ({ timing }: { readonly timing: ReadonlySignal<Timing> }) => {
  const level = useComputed(() => timing.value.level);
  const age = useComputed(() => texts('age', { time: duration(timing.value.age) }));
  const left = useComputed(() => standing(timing.value));
  return (
    <p class="times">
      <span class="age">{age}</span>
      <strong class="due" data-level={level}>
        {left}
      </strong>
    </p>
  );
};

/** By the store's time, as on its paper; the line is there before that is known. */
const Wanted = ({ at, timezone }: { readonly at: string } & Pick<Desk, 'timezone'>) => (
  <span>{timezone.value === null ? '\u00a0' : texts('wanted', { at: when(at, timezone.value) })}</span>
);

const Lines = ({ lines }: Pick<BoardOrder, 'lines'>) => (
  <ul class="lines">
    {lines.map(({ lineId, quantity, menuName, options }) => (
      <li key={lineId}>
        <strong>
          <span class="quantity">{quantity}×</span> {menuName}
        </strong>
        {options.length > 0 && (
          <ul>
            {options.map(({ groupId, optionId, name }) => (
              <li key={`${groupId}.${optionId}`}>{name}</li>
            ))}
          </ul>
        )}
      </li>
    ))}
  </ul>
);

const Marks = ({ entry, desk: { board } }: Props) => {
  const { isNew, isChanged } = entry;
  if (!isNew.value && !isChanged.value) return null;
  return (
    <p class="marks">
      <strong class={`tag ${isNew.value ? 'warn' : 'bad'}`}>{texts(isNew.value ? 'isNew' : 'changed')}</strong>
      <button type="button" onClick={() => board.see(entry)}>
        {texts('seen')}
      </button>
    </p>
  );
};

const What = ({ order }: { readonly order: BoardOrder }) => (
  <>
    <Lines lines={order.lines} />
    <Person fulfilment={order.fulfilment} />
    {order.courier !== null && <p class="soft">{texts('courier', { name: order.courier })}</p>}
    {order.refunded > 0 && (
      <p>
        <strong class="tag bad">{texts('refunded', { amount: money(order.refunded, order.currency) })}</strong>
      </p>
    )}
  </>
);

/** One order. A tap anywhere on it says that somebody has seen it. */
export const Ticket = ({ entry, desk }: Props) => {
  const order = entry.order.value;
  const steps = stepsOf(desk.board, entry);
  const id = `order-${entry.orderId}`;
  const timing = useComputed(() => timingOf(entry.order.value, now.value));
  const level = useComputed(() => timing.value.level);
  return (
    <article
      class="ticket"
      aria-labelledby={id}
      data-order={entry.orderId}
      data-level={level}
      data-new={entry.isNew.value}
      data-changed={entry.isChanged.value}
      onClick={() => desk.board.see(entry)}
    >
      <header>
        <h3 id={id} aria-label={texts('order', { number: numberOf(order) })}>
          {numberOf(order)}
        </h3>
        <span class="kind">
          <strong>{common(isPickup(order) ? 'PICKUP' : 'DELIVERY')}</strong>
          {order.fulfilment?.wantedAt && <Wanted at={order.fulfilment.wantedAt} timezone={desk.timezone} />}
          {order.status === 'DELIVERY_FAILED' && <strong class="tag bad">{common('DELIVERY_FAILED')}</strong>}
        </span>
      </header>
      <Times timing={timing} />
      <Marks entry={entry} desk={desk} />
      <What order={order} />
      <StepButtons entry={entry} desk={desk} steps={steps} />
      {steps.problem.value && (
        <div class="refusal">
          <ProblemNote of={steps.problem.value} />
          <button type="button" onClick={steps.forget}>
            {texts('dismiss')}
          </button>
        </div>
      )}
    </article>
  );
};
