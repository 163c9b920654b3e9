export type Role = 'admin' | 'store' | 'customer' | 'operator' | 'system';

/** Who asks: a person, or the system itself where a policy issues the command. */
export interface Actor {
  readonly sub: string;
  readonly roles: readonly Role[];
  readonly storeId?: number;
}

/** With AUTH=off or demo everybody is this one: every role, every store, every cart. */
export const ANONYMOUS: Actor = { sub: 'anonymous', roles: ['admin', 'store', 'customer', 'operator'] };

/** Somebody who did not say who they are, where that counts (AUTH=oidc): no role at all. */
export const NOBODY: Actor = { sub: 'nobody', roles: [] };

/** The actor of every command that a policy issues. */
export const SYSTEM: Actor = { sub: 'system', roles: ['system'] };

const OWN_NAMES: readonly string[] = [ANONYMOUS.sub, NOBODY.sub, SYSTEM.sub];

/** Whether a name is one of ours, that no issuer may give to anybody: two of them may do everything. */
export const isOwnName = (sub: string): boolean => OWN_NAMES.includes(sub);

const isUnrestricted = (actor: Actor): boolean => actor.sub === ANONYMOUS.sub || actor.roles.includes('system');

/** Whether the actor may act as the customer who owns a cart or an order. */
export const isCustomer = (actor: Actor, customerId: string): boolean =>
  isUnrestricted(actor) || (actor.roles.includes('customer') && actor.sub === customerId);

/** Whether the actor may act for the store. */
export const isStore = (actor: Actor, storeId: number): boolean =>
  isUnrestricted(actor) || (actor.roles.includes('store') && actor.storeId === storeId);

export const isAdmin = (actor: Actor): boolean => isUnrestricted(actor) || actor.roles.includes('admin');
