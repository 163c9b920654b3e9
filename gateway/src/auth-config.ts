import type { OidcSettings } from '@doremi/http';
import type { RequestHandler } from 'express';

/** What the pages have to know before anybody signs in: whether one has to, where, and in what the chain sells. Nothing of it is a secret. */
export const authConfig = (
  oidc: Pick<OidcSettings, 'issuer' | 'clientId'> | null,
  currency: string,
): RequestHandler => {
  const signIn = oidc ? { signIn: true, issuer: oidc.issuer, clientId: oidc.clientId } : { signIn: false };
  return (_, response) => void response.json({ ...signIn, currency });
};
