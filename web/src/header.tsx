import { Link } from 'wouter-preact';
import { type Area, AREAS } from './areas.js';
import { Players } from './players.js';
import { asksForSignIn, hasRole, signIn, signOut, who } from './session/current.js';
import { issuerTrouble, troubleInWords, tryTo } from './session/trouble.js';
import { common } from './texts/common.js';
import { type Language, language, LANGUAGES, speak } from './texts/texts.js';

const SignedIn = () => (
  <div class="session">
    {who.value && <span role="status">{common('signedInAs', { name: who.value.name })}</span>}
    {who.value ? (
      <button type="button" onClick={() => tryTo(signOut)}>
        {common('signOut')}
      </button>
    ) : (
      <button type="button" class="main" onClick={() => tryTo(signIn)}>
        {common('signIn')}
      </button>
    )}
  </div>
);

const Languages = () => (
  <label class="language">
    <span class="unseen">{common('language')}</span>
    <select value={language.value} onChange={({ currentTarget }) => speak(currentTarget.value as Language)}>
      {Object.entries(LANGUAGES).map(([code, name]) => (
        <option key={code} value={code} lang={code}>
          {name}
        </option>
      ))}
    </select>
  </label>
);

/** Where one is, where else one may go, who one is, and in which language. */
export const Header = ({ area }: { readonly area: Area | undefined }) => (
  <header class="top">
    <Link href="/" class="brand">
      <img src="/icon.svg" alt="" width="28" height="28" />
      {common('doremi')}
    </Link>
    <nav aria-label={common('doremi')}>
      {AREAS.filter(({ role }) => hasRole(role)).map((one) => (
        <Link key={one.name} href={one.path} aria-current={one === area ? 'page' : undefined}>
          {common(one.name)}
        </Link>
      ))}
    </nav>
    {asksForSignIn ? <SignedIn /> : <Players />}
    <Languages />
    {issuerTrouble.value !== undefined && (
      <p class="problem" role="alert">
        {troubleInWords(issuerTrouble.value)}
      </p>
    )}
  </header>
);
