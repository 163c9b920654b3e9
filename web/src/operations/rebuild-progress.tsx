import { number } from '../texts/formats.js';
import { type Build, shareOf } from './build-actions.js';
import { rate, span } from './formats.js';
import { texts } from './read-models.texts.js';

const inWords = ({ handled, total, eventsPerSecond, secondsLeft }: NonNullable<Build['progress']>): string => {
  const said = { handled: number(handled), rate: rate(eventsPerSecond) };
  if (total === null) return texts('progressOpen', said);
  const all = { ...said, total: number(Math.max(handled, total)) };
  return secondsLeft === null ? texts('progressSoon', all) : texts('progressIn', { ...all, left: span(secondsLeft) });
};

/** How far a rebuild is, how long it takes yet, and what keeps it from being read. */
export const RebuildProgress = ({ name, of }: { readonly name: string; readonly of: Build }) => {
  if (!of.progress) return null;
  const share = shareOf(of);
  return (
    <div class="rebuild" data-build={of.build}>
      <progress aria-label={texts('progressOf', { name })} max={1} {...(share !== null && { value: share })} />
      <p class="small">{inWords(of.progress)}</p>
      {of.built && of.parked === 0 && <p class="small">{texts('caughtUp')}</p>}
      {of.parked > 0 && <p class="small warn">{texts('hasParked', { n: of.parked })}</p>}
      {of.stuckSeconds >= 10 && <p class="small warn">{texts('standsStill', { span: span(of.stuckSeconds) })}</p>}
    </div>
  );
};
