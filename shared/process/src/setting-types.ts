import { BlockList, isIP } from 'node:net';
import { type Environment, SettingError } from '@doremi/http/settings';
import {
  currencySetting,
  httpUrlSetting,
  limitSetting,
  numberSetting,
  portSetting,
  rateSetting,
  urlSetting,
  wordSetting,
  wrappingKeysSetting,
} from './read-settings.js';

/** Reads the setting as whoever uses it does; throws SettingError. */
export type Check = (env: Environment, name: string) => unknown;

const LIMIT = { requests: 1, seconds: 1 };
export const port: Check = (env, name) => portSetting(env, name, 0);
export const whole: Check = (env, name) => numberSetting(env, name, 0);
export const http: Check = (env, name) => httpUrlSetting(env, name, 80);
export const currency: Check = currencySetting;
export const rate: Check = rateSetting;
export const url =
  (schemes: readonly string[]): Check =>
  (env, name) =>
    urlSetting(env, name, `${schemes[0]}//`, schemes);
export const wrappingKeys: Check = (env, name) => wrappingKeysSetting(env, name);
export const limit: Check = (env, name) => limitSetting(env, name, LIMIT);
export const word =
  (...words: readonly [string, ...string[]]): Check =>
  (env, name) =>
    wordSetting(env, name, words, words[0]);
/** Any text will do, or it is checked together with others by `readSettings`. */
export const text: Check = () => undefined;

const NAMED_NETWORKS = ['loopback', 'linklocal', 'uniquelocal'];
export const networks: Check = (env, name) => {
  for (const network of (env[name] ?? '').split(',').map((one) => one.trim()))
    if (network !== '' && !NAMED_NETWORKS.includes(network) && !isNetwork(network))
      throw new SettingError(
        `${name} must be addresses, networks such as 10.0.0.0/8, or ${NAMED_NETWORKS.join(', ')}, with commas between them, not "${network}"`,
      );
};

const isNetwork = (network: string): boolean => {
  const [address = '', prefix, ...more] = network.split('/');
  const version = isIP(address);
  if (version === 0 || more.length > 0 || (prefix !== undefined && !/^\d{1,3}$/.test(prefix))) return false;
  try {
    new BlockList().addSubnet(address, Number(prefix ?? (version === 6 ? 128 : 32)), version === 6 ? 'ipv6' : 'ipv4');
    return true;
  } catch {
    return false;
  }
};
