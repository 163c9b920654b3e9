/** What to try first, once everything is up. */
export const screen = (port: number, dataDir: string, seconds: number, auth: string): string => {
  const url = `http://127.0.0.1:${port}`;
  const json = `-H 'Content-Type: application/json'`;
  return `
Doremi is ready (${seconds.toFixed(1)} s): ${url}

  The page        ${url}/
  All parts       curl ${url}/health/ready
  Open stores     curl ${url}/stores

  A new menu      curl ${url}/menus ${json} \\
                    -d '{"menuName":"pizza3","menuType":"pizza","description":"pizzadesc","price":150.0}'
  A store says yes, a customer orders and pays (README.md has the whole walk):
                  curl -X POST ${url}/stores/2002/menus/1/approve
                  curl -X POST ${url}/mycart/2002/create
                  curl -X POST ${url}/mycart/1/menu/1/add
                  curl -X POST ${url}/mycart/1/order

  All of it, checked           npm run walk
  Build a read model anew      npm run projections -- rebuild orderBoard

${whoMay(auth, url)} Data and logs are in ${dataDir}.
Ctrl-C stops everything.`;
};

const whoMay = (auth: string, url: string): string =>
  auth === 'oidc'
    ? `AUTH is oidc: sign in at ${url}/; curl needs -H "Authorization: Bearer $TOKEN" (embedded/identity/README.md).`
    : `AUTH is ${auth}: everybody on this machine may do everything.`;
