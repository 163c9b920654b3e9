import { listedProcesses } from '@doremi/start';

/** `npm run busy -- menu 30s`: makes the menu service of the system on DATA_DIR slow, so that adds are held. */
const [part, duration = ''] = process.argv.slice(2);
const [, amount, unit] = /^(\d{1,4})(s|m)?$/.exec(duration) ?? [];
if (part !== 'menu' || amount === undefined) {
  console.error('Usage: npm run busy -- menu 30s   (0s ends it)');
  process.exit(2);
}

const seconds = Number(amount) * (unit === 'm' ? 60 : 1);
const service = listedProcesses(process.env.DATA_DIR ?? '.doremi').find(({ name }) => name === 'query-api');
if (!service) {
  console.error('Nothing runs here: `npm start` first.');
  process.exit(1);
}
const response = await fetch(`http://127.0.0.1:${service.port}/busy?seconds=${seconds}`, { method: 'POST' });
if (!response.ok) throw new Error(`the menu service answered ${response.status}`);
console.log(
  seconds === 0
    ? 'The menu service is as quick as ever.'
    : `The menu service is slow for ${seconds} s: what is added to a cart is held, and confirmed by itself afterwards.`,
);
