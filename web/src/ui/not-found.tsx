import type { ComponentChildren } from 'preact';
import { Link } from 'wouter-preact';
import { common } from '../texts/common.js';
import { PageTitle } from './page-title.js';

/** For an address that leads nowhere; what holds it is the main part of the page. */
export const NotFound = () => (
  <>
    <PageTitle>{common('notFound')}</PageTitle>
    <p>
      <Link href="/">{common('toStart')}</Link>
    </p>
  </>
);

interface Props {
  /** As the address says it. */
  readonly id: string;
  readonly children: (id: number) => ComponentChildren;
}

/** What is known by a number: an address with anything else in its place leads nowhere. */
export const Numbered = ({ id, children }: Props) =>
  /^[1-9]\d{0,14}$/.test(id) ? <>{children(Number(id))}</> : <NotFound />;
