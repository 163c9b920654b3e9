import { Link } from 'wouter-preact';
import { AREAS } from './areas.js';
import { asksForSignIn, hasRole, play, who } from './session/current.js';
import type { Actor } from './session/played-session.js';
import { common } from './texts/common.js';
import { PageTitle } from './ui/page-title.js';

const LEADS = {
  shop: 'homeShop',
  kitchen: 'homeKitchen',
  office: 'homeOffice',
  operations: 'homeOperations',
} as const;

const PLAYED: Readonly<Record<(typeof AREAS)[number]['role'], Actor>> = {
  customer: 'customer:guest',
  store: 'store:2002',
  admin: 'admin',
  operator: 'operator',
};

/** Where each works. Where nobody signs in, choosing a place is becoming the one who works there. */
export const Home = () => (
  <main id="content" class="home">
    <PageTitle>{common('doremi')}</PageTitle>
    <p class="lead">{asksForSignIn && !who.value ? common('signInFirst') : common('homeLead')}</p>
    <ul class="areas">
      {AREAS.filter(({ role }) => !asksForSignIn || hasRole(role)).map(({ name, path, role }) => (
        <li key={name}>
          <Link href={path} onClick={() => !hasRole(role) && play(PLAYED[role])} class={`area ${name}`}>
            <strong>{common(name)}</strong>
            <span>{common(LEADS[name])}</span>
          </Link>
        </li>
      ))}
    </ul>
    {!asksForSignIn && (
      <section>
        <h2>{common('homeWalk')}</h2>
        <p>{common('homeWalkSteps')}</p>
      </section>
    )}
    <p>
      <a href="/docs">{common('docs')}</a>
    </p>
  </main>
);
