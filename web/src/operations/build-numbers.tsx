import { Link } from 'wouter-preact';
import { number } from '../texts/formats.js';
import type { Build } from './build-actions.js';
import { rate, span } from './formats.js';
import { lags, rates } from './look-at-models.js';
import { texts } from './read-models.texts.js';
import { Sparkline } from './sparkline.js';

/** Of what is read, this far behind is too far; seconds. */
const LATE = 10;

interface Props {
  readonly of: Build;
  /** Whose numbers they are. */
  readonly name: string;
  /** What else stands among them. */
  readonly more?: readonly (readonly [name: string, value: string])[];
}

/** How fast a build handles events, how far it is behind, what it has, and what of it is parked. */
export const BuildNumbers = ({ of, name, more = [] }: Props) => {
  const isLate = of.state === 'live' && (of.lagSeconds ?? LATE) >= LATE;
  return (
    <dl class="numbers">
      <div>
        <dt>{texts('events')}</dt>
        <dd>
          <Sparkline of={rates.of(of.build)} label={texts('ratesOf', { name })} />
          <span class="figure">{of.eventsPerSecond === null ? '–' : rate(of.eventsPerSecond)}</span>
        </dd>
      </div>
      <div>
        <dt>{texts('lag')}</dt>
        <dd>
          <Sparkline of={lags.of(of.build)} label={texts('lagsOf', { name })} />
          <span class={`figure ${isLate ? 'bad' : ''}`}>
            {of.lagSeconds === null ? texts('notFed') : span(of.lagSeconds)}
          </span>
        </dd>
      </div>
      <div>
        <dt>{texts('documents')}</dt>
        <dd>{number(of.documents)}</dd>
      </div>
      <div>
        <dt>{texts('parkedShort')}</dt>
        <dd>{of.parked > 0 ? <Link href="/operations/parked">{number(of.parked)}</Link> : number(0)}</dd>
      </div>
      {more.map(([what, value]) => (
        <div key={what}>
          <dt>{what}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
};
