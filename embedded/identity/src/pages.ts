import { createHash } from 'node:crypto';
import { passwordOf, people } from './people.js';

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

const page = (title: string, body: string): string => `<!doctype html>
<html lang="en">
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

const row = (person: (typeof people)[number]): string =>
  `<tr><td>${escaped(person.name)}</td><td>${escaped(passwordOf(person))}</td><td>${escaped(person.title)}</td></tr>`;

/** Where people say who they are; `wrong` when they said it in vain. */
export const signInPage = (action: string, wrong: boolean): string =>
  page(
    'Sign in to Doremi Pizza',
    `${wrong ? '<p class="fault" role="alert">That name and password do not go together.</p>' : ''}
<form method="post" action="${escaped(action)}">
<label>Name <input name="name" autocomplete="username" required autofocus></label>
<label>Password <input name="password" type="password" autocomplete="current-password" required></label>
<button>Sign in</button>
</form>
<table><caption>People of the demo</caption><tr><th>Name</th><th>Password</th><th>Who</th></tr>
${people.map(row).join('\n')}
</table>`,
  );

/** `form` is the library's, with what protects it. */
export const signOutPage = (form: string): string =>
  page('Sign out?', `${form}<button form="op.logoutForm" name="logout" value="yes" autofocus>Sign out</button>`);

export const signedOutPage = (): string => page('You are signed out', '<p>This window can be closed.</p>');

export const faultPage = (code: string, detail: string): string =>
  page('That did not work', `<p>${escaped(detail)}</p><p><code>${escaped(code)}</code></p>`);
