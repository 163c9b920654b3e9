import { Link } from 'wouter-preact';
import { common } from '../texts/common.js';

/** For an address that leads nowhere; what holds it is the main part of the page. */
export const NotFound = () => (
  <>
    <h1>{common('notFound')}</h1>
    <p>
      <Link href="/">{common('toStart')}</Link>
    </p>
  </>
);
