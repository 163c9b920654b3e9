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
