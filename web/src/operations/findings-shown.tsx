import { number } from '../texts/formats.js';
import { FieldValue } from './field-value.js';
import { type CompareLine, type Difference, type Finding, findingOf, type VerifyLine } from './findings.js';
import { texts } from './findings.texts.js';
import { withoutPersons } from './without-persons.js';
import { OpsProblem } from './look.js';
import type { Telling } from './use-telling.js';

type Found = Exclude<Finding, { readonly is: 'progress' }>;

const sentence = (of: Found): string => {
  const said = { build: of.build, documents: number(of.documents), differing: number(of.differing) };
  if (of.is === 'verified')
    return texts(of.differing === 0 ? 'same' : 'differ', { ...said, events: number(of.events) });
  const other = { other: of.with, byHash: number(of.byHash) };
  return texts(of.differing === 0 ? 'sameAs' : 'differFrom', { ...said, ...other });
};

const rowsOf = ({ key, kind, fields, reason }: Difference) =>
  fields.length === 0 ? [{ key, kind, path: reason ?? '' }] : fields.map((field) => ({ key, kind, ...field }));

const Differences = ({ of }: { readonly of: readonly Difference[] }) => (
  <div class="scrolls" tabIndex={0} role="region" aria-label={texts('differences')}>
    <table>
      <thead>
        <tr>
          {(['document', 'field', 'expected', 'found'] as const).map((name) => (
            <th key={name} scope="col">
              {texts(name)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {of.flatMap(rowsOf).map((row) => (
          <tr key={`${row.key} ${row.path}`}>
            <td>
              <code>{row.key}</code> {texts(row.kind)}
            </td>
            <td>
              <code>{row.path}</code>
            </td>
            <td>{'expected' in row ? <FieldValue of={withoutPersons(row.expected, row.path)} /> : texts('nothing')}</td>
            <td>{'found' in row ? <FieldValue of={withoutPersons(row.found, row.path)} /> : texts('nothing')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);

const Result = ({ of }: { readonly of: Found }) => (
  <>
    <p class={of.differing === 0 ? 'well' : 'warn'}>{sentence(of)}</p>
    {of.is === 'verified' && of.parked.length > 0 && <p>{texts('heldBack', { n: of.parked.length })}</p>}
    {of.differing > 0 && <Differences of={of.differences} />}
    {of.differing > of.differences.length && <p class="soft">{texts('firstOnes', { n: of.differences.length })}</p>}
  </>
);

interface Props {
  readonly title: string;
  readonly of: Telling<VerifyLine | CompareLine>;
}

/** What a verification or a comparison tells, as it goes. */
export const Findings = ({ title, of }: Props) => {
  const line = of.lines.value.at(-1);
  const last = line && findingOf(line);
  const problem = of.problem.value;
  return (
    <section class="card findings" aria-label={title}>
      <div class="row spread">
        <h3>{title}</h3>
        {of.isUnderWay.value && (
          <button type="button" onClick={of.stop}>
            {texts('stop')}
          </button>
        )}
      </div>
      <div role="status">
        {!last && of.isUnderWay.value && <p>{texts('begun')}</p>}
        {last?.is === 'progress' && (
          <p>{texts('progress', { handled: number(last.handled), total: number(last.total) })}</p>
        )}
        {last && last.is !== 'progress' && <Result of={last} />}
      </div>
      {problem && last && <p class="warn">{texts('brokenOff')}</p>}
      <OpsProblem of={problem} />
    </section>
  );
};
