import { useState } from 'preact/hooks';
import { Link } from 'wouter-preact';
import { api } from '../api/client.js';
import { money, number } from '../texts/formats.js';
import { PageTitle } from '../ui/page-title.js';
import { moment } from './formats.js';
import { OpsProblem } from './look.js';
import { texts } from './payments.texts.js';
import { RunbookLink } from './runbook-link.js';
import { pathOfStream } from './stream-names.js';
import { useTelling } from './use-telling.js';

interface Difference {
  readonly of: 'charge' | 'refund';
  /** `{cartId}-{attempt}`, or the refund's id. */
  readonly key: string;
  /** In 1/100. */
  readonly amount: number;
  readonly at: string;
  readonly found:
    | 'ATTEMPT_OPEN'
    | 'ATTEMPT_DECLINED'
    | 'ATTEMPT_UNKNOWN'
    | 'CART_UNKNOWN'
    | 'REFUND_OPEN'
    | 'REFUND_FAILED'
    | 'REFUND_UNKNOWN'
    | 'AMOUNT_DIFFERS';
  readonly remedy: 'record' | 'adopt' | 'refund' | 'none';
}

interface Result {
  readonly charges: number;
  readonly refunds: number;
  readonly underWay: number;
  readonly foreign: number;
  readonly differences: number;
}

type Line = { readonly difference: Difference } | { readonly result: Result };

const Key = ({ of }: { readonly of: Difference }) => {
  const [, payment] = /^(\d+)-/.exec(of.key) ?? [];
  return payment === undefined ? (
    <code>{of.key}</code>
  ) : (
    <Link href={pathOfStream(`payment-${payment}`)}>{of.key}</Link>
  );
};

const Differences = ({ of }: { readonly of: readonly Difference[] }) => (
  <div class="scrolls" tabIndex={0} role="region" aria-label={texts('differences')}>
    <table>
      <thead>
        <tr>
          {(['what', 'key', 'amount', 'at', 'found', 'remedy'] as const).map((name) => (
            <th key={name} scope="col" class={name === 'amount' ? 'number' : ''}>
              {texts(name)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {of.map((one) => (
          <tr key={`${one.of} ${one.key}`}>
            <td>{texts(one.of)}</td>
            <td>
              <Key of={one} />
            </td>
            <td class="number">{money(one.amount / 100)}</td>
            <td>{moment(one.at)}</td>
            <td>{texts(one.found)}</td>
            <td>{texts(`remedy_${one.remedy}`)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);

const Told = ({ of }: { readonly of: Result }) => (
  <>
    <p class={of.differences === 0 ? 'well' : 'warn'}>
      {texts(of.differences === 0 ? 'same' : 'differ', {
        ...{ charges: number(of.charges), refunds: number(of.refunds), n: of.differences },
      })}
    </p>
    <p class="soft small">{texts('besides', { underWay: number(of.underWay), foreign: number(of.foreign) })}</p>
    {of.differences > 0 && <p>{texts('settle')}</p>}
  </>
);

/** What the payment provider has that the log does not know: told line by line, nothing is changed. */
const Payments = () => {
  const [since, setSince] = useState('');
  const telling = useTelling<Line>((line) => 'result' in line);
  const lines = telling.lines.value;
  const look = (event: SubmitEvent): void => {
    event.preventDefault();
    const query = since.trim() === '' ? {} : { since: since.trim() };
    void telling.start((signal) =>
      api.GET('/ops/payments/differences', { params: { query }, parseAs: 'stream', signal }),
    );
  };
  const differences = lines.flatMap((line) => ('difference' in line ? [line.difference] : []));
  const result = lines.flatMap((line) => ('result' in line ? [line.result] : []))[0];
  return (
    <>
      <div class="row spread">
        <PageTitle>{texts('title')}</PageTitle>
        <RunbookLink place="restore-from-backup#what-is-missing-and-what-becomes-of-it" />
      </div>
      <p class="lead">{texts('lead')}</p>
      <form class="row card" onSubmit={look}>
        <label class="field">
          {texts('since')}
          <input
            autocomplete="off"
            placeholder="2026-03-01T12:00:00Z"
            value={since}
            onInput={({ currentTarget }) => setSince(currentTarget.value)}
          />
        </label>
        <button type="submit" class="main" disabled={telling.isUnderWay.value}>
          {texts('look')}
        </button>
        {telling.isUnderWay.value && (
          <button type="button" onClick={telling.stop}>
            {texts('stop')}
          </button>
        )}
      </form>
      <div role="status">
        {telling.isUnderWay.value && !result && <p>{texts('begun')}</p>}
        {result && <Told of={result} />}
      </div>
      {telling.problem.value && lines.length > 0 && <p class="warn">{texts('brokenOff')}</p>}
      <OpsProblem of={telling.problem.value} />
      {differences.length > 0 && <Differences of={differences} />}
    </>
  );
};

export default Payments;
