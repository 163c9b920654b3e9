// Preloaded into a process that is started with the environment of docker-compose.yml outside of Docker: the names of
// the services are this machine, everything else is looked up as ever.
import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';

const names = new Set((process.env.COMPOSE_NAMES ?? '').split(','));
const here = { address: '127.0.0.1', family: 4 };
const { lookup, promises } = dns;
const lookupLater = promises.lookup;

dns.lookup = (name, options, callback = options) => {
  if (!names.has(name)) return lookup(name, options, callback);
  if (typeof options === 'object' && options.all) process.nextTick(callback, null, [here]);
  else process.nextTick(callback, null, here.address, here.family);
};
promises.lookup = (name, options) =>
  names.has(name) ? Promise.resolve(options?.all ? [here] : here) : lookupLater(name, options);
syncBuiltinESMExports();
