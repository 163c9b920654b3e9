/** A bearer token, a JWT, and whom a URL signs in as. */
const SECRETS: readonly (readonly [pattern: RegExp, put: string])[] = [
  [/\b(bearer|basic) +[\w~+/.=-]+/gi, '$1 [secret]'],
  [/\beyJ[\w-]+\.[\w-]*\.[\w-]*/g, '[secret]'],
  [/(\w:\/\/)[^\s"'\\/@]+@/g, '$1[secret]@'],
];

/** A text as it may be shown or logged: what lets somebody in is left out of it. */
export const withoutSecrets = (text: string): string =>
  SECRETS.reduce((clean, [pattern, put]) => clean.replace(pattern, put), text);
