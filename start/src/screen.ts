import { tokenBy } from './sign-in.js';

/** What to try first, once everything is up. `issuer` is whose tokens are believed, where that is not the stand-in. */
export const screen = (port: number, dataDir: string, seconds: number, auth: string, issuer?: string): string => {
  const url = `http://127.0.0.1:${port}`;
  return `
Doremi is ready (${seconds.toFixed(1)} s): ${url}

  The pages       ${url}/
  All parts       curl ${url}/health/ready
  Open stores     curl ${url}/stores

${auth === 'oidc' ? signedIn(url, issuer) : open(url)}
  Build a read model anew      npm run projections -- rebuild orderBoard

${whoMay(auth, url)} Data and logs are in ${dataDir}.
Ctrl-C stops everything.`;
};

const JSON_BODY = `-H 'Content-Type: application/json'`;
const MENU = `-d '{"menuName":"pizza3","menuType":"pizza","description":"pizzadesc","price":150.0}'`;

const open = (url: string): string => `  A new menu      curl ${url}/menus ${JSON_BODY} \\
                    ${MENU}
  A store says yes, a customer orders and pays (README.md has the whole walk):
                  curl -X POST ${url}/stores/2002/menus/1/approve
                  curl -X POST ${url}/mycart/2002/create
                  curl -X POST ${url}/mycart/1/menu/1/add
                  curl -X POST ${url}/mycart/1/order

  All of it, checked           npm run walk`;

const signedIn = (
  url: string,
  issuer?: string,
): string => `  A token         ${issuer ? `of head office, from ${issuer}` : tokenBy(url)}
  A new menu      curl ${url}/menus -H "Authorization: Bearer $TOKEN" ${JSON_BODY} \\
                    ${MENU}
  Who may what    docs/access.md${issuer ? '' : '; people and passwords: embedded/identity/README.md'}
`;

const whoMay = (auth: string, url: string): string =>
  auth === 'oidc'
    ? `AUTH is oidc: people sign in at ${url}/.`
    : `AUTH is ${auth}: everybody on this machine may do everything.`;
