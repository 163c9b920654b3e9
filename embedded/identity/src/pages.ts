import { createHash } from 'node:crypto';
import { passwordOf, people } from './people.js';
import type { Texts } from './texts.js';

const STYLE = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { margin: 3rem auto; max-width: 34rem; padding: 0 1rem; }
label { display: block; margin: 0.75rem 0; }
input, button { font: inherit; padding: 0.4rem 0.6rem; }
table { border-collapse: collapse; margin-top: 1rem; }
td, th { padding: 0.2rem 1rem 0.2rem 0; text-align: left; }
.fault { color: light-dark(#a00, #f88); }
`;

/** No script, this one style, and forms that end here or at the pages. */
export const policyFor = (origins: readonly string[]): string => {
  const style = createHash('sha256').update(STYLE).digest('base64');
  const policy = ["default-src 'none'", `style-src 'sha256-${style}'`, "base-uri 'none'", "frame-ancestors 'none'"];
  return [...policy, `form-action 'self' ${origins.join(' ')}`.trim()].join('; ');
};

export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const page = ({ language }: Texts, title: string, body: string): string => `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${escaped(title)}</h1>
${body}
</body>
</html>
`;

const row =
  ({ language }: Texts) =>
  (person: (typeof people)[number]): string =>
    `<tr>${[person.name, passwordOf(person), person.title[language]].map((cell) => `<td>${escaped(cell)}</td>`).join('')}</tr>`;

/** Where people say who they are; `isWrong` when they said it in vain. */
export const signInPage = (say: Texts, action: string, isWrong: boolean): string =>
  page(
    say,
    say.signInTo,
    `${isWrong ? `<p class="fault" role="alert">${say.wrong}</p>` : ''}
<form method="post" action="${escaped(action)}">
<label>${say.name} <input name="name" autocomplete="username" required autofocus></label>
<label>${say.password} <input name="password" type="password" autocomplete="current-password" required></label>
<button>${say.signIn}</button>
</form>
<table><caption>${say.people}</caption><tr><th>${say.name}</th><th>${say.password}</th><th>${say.who}</th></tr>
${people.map(row(say)).join('\n')}
</table>`,
  );

/** `form` is the library's, with what protects it. */
export const signOutPage = (say: Texts, form: string): string =>
  page(
    say,
    say.isSigningOut,
    `${form}<button form="op.logoutForm" name="logout" value="yes" autofocus>${say.signOut}</button>`,
  );

export const signedOutPage = (say: Texts): string => page(say, say.isSignedOut, `<p>${say.canBeClosed}</p>`);

/** The library's details are in English, whatever the page is in. */
export const faultPage = (say: Texts, code: string, detail: string, language = say.language): string =>
  page(say, say.fault, `<p lang="${language}">${escaped(detail)}</p><p><code>${escaped(code)}</code></p>`);
