import { useEffect, useRef } from 'preact/hooks';
import type { Card } from '../../menus/card.js';
import { differencesInWords } from '../../menus/card-words.js';
import { say } from './texts.js';

interface Props {
  readonly saw: Card;
  readonly now: Card;
  readonly revision: number;
  /** Whether it was sent, and not taken for this. */
  readonly isRefused: boolean;
  readonly onTakeOver: () => void;
  readonly onStartOver: () => void;
}

/** Somebody else revised the menu while it was being revised here: what they changed, and how to go on without losing anything. */
export const Overtaken = ({ saw, now, revision, isRefused, onTakeOver, onStartOver }: Props) => {
  const note = useRef<HTMLElement>(null);
  useEffect(() => {
    if (isRefused) note.current?.focus();
  }, [isRefused]);
  return (
    <section class="problem" role="alert" tabIndex={-1} ref={note} data-code="MENU_CHANGED">
      <p>
        <strong>{say('overtaken', { revision })}</strong>
      </p>
      <p>{say('overtakenBy')}</p>
      <ul>
        {differencesInWords(saw, now).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <p>{say('overtakenGoOn')}</p>
      <div class="row">
        <button type="button" class="main" onClick={onTakeOver}>
          {say('takeOver', { revision })}
        </button>
        <button type="button" onClick={onStartOver}>
          {say('startOver', { revision })}
        </button>
      </div>
    </section>
  );
};
