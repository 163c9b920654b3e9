import type { ClientMetadata } from 'oidc-provider';
import { people, type Person } from './people.js';

/** What the pages are called: a public client, so it has no secret. */
export const PAGES = 'doremi-pages';

const pages = (origins: readonly string[]): ClientMetadata => ({
  client_id: PAGES,
  client_name: 'Doremi Pizza',
  token_endpoint_auth_method: 'none',
  grant_types: ['authorization_code', 'refresh_token'],
  response_types: ['code'],
  redirect_uris: origins.map((origin) => `${origin}/`),
  post_logout_redirect_uris: origins.map((origin) => `${origin}/`),
});

/** Customers have no machines here; everybody else has one with the rights of its person. */
const owners = people.filter(({ roles }) => !roles.includes('customer'));
const machineOf = ({ name }: Person): string => `${name}-machine`;

/** As much a secret as the passwords are. */
export const secretOf = (client: string): string => `${client}-demo`;

/** Whose rights a machine has; null for any other client. */
export const ownerOf = (client: string): Person | null => owners.find((person) => machineOf(person) === client) ?? null;

const machine = (person: Person): ClientMetadata => ({
  client_id: machineOf(person),
  client_secret: secretOf(machineOf(person)),
  client_name: `A machine of: ${person.title.en}`,
  token_endpoint_auth_method: 'client_secret_basic',
  grant_types: ['client_credentials'],
  response_types: [],
  redirect_uris: [],
});

/** Every client: the pages at these origins, and the machines. */
export const clientsFor = (origins: readonly string[]): ClientMetadata[] => [pages(origins), ...owners.map(machine)];
