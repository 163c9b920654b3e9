import { type ComponentChildren, h } from 'preact';
import { Link } from 'wouter-preact';
import { PageTitle } from '../ui/page-title.js';
import { pathOfLink, type Runbook } from './runbook-links.js';

/** A part of a runbook, as web/runbooks.ts makes it of its text: `place` is where a link leads, or what a heading is linked by. */
export type Mark = string | readonly [kind: string, inner: readonly Mark[], place?: string];

const textOf = (marks: readonly Mark[]): string =>
  marks.map((mark) => (typeof mark === 'string' ? mark : textOf(mark[1]))).join('');

interface LinkProps {
  readonly href: string;
  readonly from: Runbook;
  readonly children: ComponentChildren;
}

/** Within the runbooks a link; what else it leads to is in the repository, so its place there is told. */
const Reference = ({ href, from, children }: LinkProps) => {
  const path = pathOfLink(href, from);
  if (path !== null) return <Link href={path}>{children}</Link>;
  return (
    <>
      {children} (<code>{new URL(href, 'file:///docs/runbooks/').pathname.slice(1)}</code>)
    </>
  );
};

const Part = ({ of, from }: { readonly of: Mark; readonly from: Runbook }) => {
  if (typeof of === 'string') return <>{of}</>;
  const [kind, inner, place] = of;
  const children = <Marks of={inner} from={from} />;
  switch (kind) {
    case 'a':
      return (
        <Reference href={place ?? ''} from={from}>
          {children}
        </Reference>
      );
    case 'table':
      return (
        <div class="scrolls" tabIndex={0} role="group" aria-label={textOf([inner[0] ?? '']).slice(0, 80)}>
          <table>{children}</table>
        </div>
      );
    case 'h1':
      return <PageTitle id={place}>{children}</PageTitle>;
    case 'h2':
    case 'h3':
      return h(kind, { id: place, tabIndex: -1 }, children);
    case 'pre':
      return <pre tabIndex={0}>{children}</pre>;
    default:
      return h(kind, {}, children);
  }
};

/** A runbook, as the same elements that its Markdown stands for. */
export const Marks = ({ of, from }: { readonly of: readonly Mark[]; readonly from: Runbook }) => (
  <>
    {of.map((mark, index) => (
      <Part key={index} of={mark} from={from} />
    ))}
  </>
);
