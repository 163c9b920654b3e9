import type { JWTPayload } from 'jose';
import { type Actor, isOwnName, type Role } from '@doremi/domain';

/** What an issuer may make of somebody; `system` is ours alone. */
const ROLES: readonly Role[] = ['admin', 'store', 'customer', 'operator'];

interface Claims {
  readonly rolesClaim: string;
  readonly storeClaim: string;
  /** Whether a `sub` with an @ in it is a pseudonym all the same, and nobody's address. */
  readonly isSubPseudonym: boolean;
}

/**
 * Whom a token speaks of; null where it names nobody, or a name that is ours, or an address: names stand in events, for good. Roles that mean nothing here are left out,
 * and so is `store` without the number of one.
 */
export const actorOfClaims = (claims: JWTPayload, { rolesClaim, storeClaim, isSubPseudonym }: Claims): Actor | null => {
  const { sub } = claims;
  if (typeof sub !== 'string' || sub === '' || sub.length > 128 || isOwnName(sub)) return null;
  if (sub.includes('@') && !isSubPseudonym) return null;
  const named = claimAt(claims, rolesClaim);
  const said: readonly unknown[] = Array.isArray(named) ? named : [named];
  const roles = ROLES.filter((role) => said.includes(role));
  const storeId = storeIdOf(claimAt(claims, storeClaim));
  if (!roles.includes('store')) return { sub, roles };
  return storeId === null ? { sub, roles: roles.filter((role) => role !== 'store') } : { sub, roles, storeId };
};

/** A claim by its name, or where that has dots and is no claim itself, by the way down to it. */
const claimAt = (claims: JWTPayload, name: string): unknown => {
  if (Object.hasOwn(claims, name)) return claims[name];
  return name
    .split('.')
    .reduce<unknown>(
      (inner, key) =>
        typeof inner === 'object' && inner !== null && Object.hasOwn(inner, key)
          ? (inner as Record<string, unknown>)[key]
          : undefined,
      claims,
    );
};

const storeIdOf = (claim: unknown): number | null => {
  const storeId = typeof claim === 'string' && /^\d{1,6}$/.test(claim) ? Number(claim) : claim;
  return typeof storeId === 'number' && Number.isSafeInteger(storeId) && storeId > 0 ? storeId : null;
};
