import { useEffect, useState } from 'preact/hooks';
import { Link, useLocation } from 'wouter-preact';
import { common } from '../texts/common.js';
import { type Language, language } from '../texts/texts.js';
import { PageTitle } from '../ui/page-title.js';
import { Loading } from '../ui/problem.js';
import { type Mark, Marks } from './marks.js';
import { fileOf, pathOfRunbook, type Runbook, RUNBOOKS } from './runbook-links.js';
import { ops } from './texts.js';

/** Each is loaded when it is read; what is in them is made of docs/runbooks by the build. */
const LOADED_BY = import.meta.glob<readonly Mark[]>('../../../docs/runbooks/*.md', { import: 'default' });

const List = () => (
  <>
    <PageTitle>{ops('runbooks')}</PageTitle>
    <ul class="cards plain-list">
      {RUNBOOKS.map((name) => (
        <li key={name}>
          <Link href={pathOfRunbook(name)} class="area">
            <strong>{ops(name)}</strong>
          </Link>
        </li>
      ))}
    </ul>
  </>
);

/** To the part that was asked for, as a browser does where a page is there from the beginning. */
const useAnchor = (isThere: boolean): void => {
  const [path] = useLocation();
  useEffect(() => {
    if (!isThere) return;
    const go = (): void => {
      const anchor = decodeURIComponent(location.hash.slice(1));
      const place = anchor === '' ? null : document.getElementById(anchor);
      place?.scrollIntoView({ block: 'start' });
      place?.focus();
    };
    go();
    addEventListener('hashchange', go);
    return () => removeEventListener('hashchange', go);
  }, [isThere, path]);
};

const Shown = ({ name }: { readonly name: Runbook }) => {
  const [shown, setShown] = useState<{ readonly marks: readonly Mark[]; readonly of: Language } | null>(null);
  const of = language.value;
  useEffect(() => {
    let isWanted = true;
    void LOADED_BY[`../../../docs/runbooks/${fileOf(name, of)}`]?.().then((marks) => {
      if (isWanted) setShown({ marks, of });
    });
    return () => void (isWanted = false);
  }, [name, of]);
  useAnchor(shown !== null);
  if (!shown) return <Loading />;
  return (
    <article class="runbook-text" lang={shown.of}>
      <Marks of={shown.marks} from={name} />
    </article>
  );
};

/** What to do when something goes wrong: all of them, or one. */
const Runbooks = ({ name }: { readonly name: string | undefined }) => {
  const known = RUNBOOKS.find((one) => one === name);
  if (name === undefined) return <List />;
  return (
    <>
      <p>
        <Link href="/operations/runbooks">← {ops('runbooks')}</Link>
      </p>
      {known ? <Shown name={known} /> : <PageTitle>{common('notFound')}</PageTitle>}
    </>
  );
};

export default Runbooks;
