/** How somebody gets a token of the stand-in issuer, for curl: head office's machine, as an example. */
export const tokenBy = (url: string): string =>
  `TOKEN=$(curl -s -u office-machine:office-machine-demo -d grant_type=client_credentials \\
                    ${url}/identity/token | node -pe 'JSON.parse(fs.readFileSync(0)).access_token')`;

/** Where people sign in at the gateway at `url`; null where nobody has to, or where nothing says so. */
export const issuerOf = async (url: string): Promise<string | null> => {
  const answer = await fetch(`${url}/auth.json`);
  if (!answer.ok) return null;
  const { signIn, issuer } = (await answer.json()) as { signIn?: boolean; issuer?: string };
  return signIn === true ? (issuer ?? url) : null;
};

/** What is said instead of a walk on a system where people sign in. */
export const howToSignIn = (url: string, issuer: string): string =>
  issuer === `${url}/identity`
    ? `People sign in here, so a walk would be refused at its first step: it is head office, a store and a customer in one.
Sign in at ${url}/ as office, manager-2002 or alice (passwords and tokens: embedded/identity/README.md), or get a token for curl:
                  ${tokenBy(url)}
The walk goes through on a system with AUTH=off or AUTH=demo.`
    : `People sign in here, with ${issuer}, so a walk would be refused at its first step: it is head office, a store and a customer in one.
Each request needs -H "Authorization: Bearer $TOKEN" of somebody who may (docs/access.md). The walk goes through on a system with
AUTH=off or AUTH=demo.`;
