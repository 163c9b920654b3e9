import { describe, expect, jest, test } from '@jest/globals';
import { DataKeys } from './data-keys.js';
import { PersonalData } from './personal-data.js';
import { rewrapAll, wrappingFault } from './start-check.js';
import { personalDataInMemory } from './testing/personal-data-in-memory.js';
import { WrappingKeys } from './wrapping-keys.js';

const of = { stream: 'cart-7', eventId: '1b' };
const value = { note: 'ring twice' };
const key = (letter: string) => Buffer.alloc(32, letter);
const sealed = async (personal: PersonalData, keyId = 'alice.0') => {
  const done = await personal.seal(keyId, 7, [{ of, value }]);
  if (typeof done === 'string') throw new Error(done);
  return done;
};

describe('personal data', () => {
  test('is shown while its key is there', async () => {
    const { personal, store } = personalDataInMemory();
    const [one] = await sealed(personal);
    expect(await personal.openAll(one ? [one, one] : [])).toEqual([{ value }, { value }]);
    expect(JSON.stringify([...store.entries])).not.toContain('ring');
  });

  test('is erased with its key, once whoever holds that forgets it', async () => {
    jest.useFakeTimers();
    const { personal, store } = personalDataInMemory();
    const sealing = await sealed(personal);
    await store.erase('alice.0', 'now');
    expect(await personal.openAll(sealing)).toEqual([{ value }]);
    jest.advanceTimersByTime(5_000);
    jest.useRealTimers();
    expect(await personal.openAll(sealing)).toEqual([{ erased: true }]);
    expect(await personal.seal('alice.0', 7, [{ of, value }])).toBe('erased');
    expect(await personal.mac('alice.0', 'text')).toBe('erased');
  });

  test('is sealed with no key that is erased, however lately it was used', async () => {
    const { personal, store } = personalDataInMemory();
    await sealed(personal);
    await store.erase('alice.0', 'now');
    expect(await personal.seal('alice.0', 7, [{ of, value }])).toBe('erased');
    expect(await personal.mac('alice.0', 'text')).toBe('erased');
  });

  test('is unavailable while the key store is away, and nobody waits for that twice', async () => {
    let now = 0;
    const { personal, store } = personalDataInMemory({ keepFor: 0, now: () => now });
    const sealing = await sealed(personal);
    const other = await sealed(personal, 'bob.0');
    store.isAway = true;
    expect(await personal.openAll([...sealing, ...other])).toEqual([{ unavailable: true }, { unavailable: true }]);
    expect(await personal.seal('alice.0', 7, [{ of, value }])).toBe('unavailable');
    store.isAway = false;
    expect(await personal.openAll(sealing)).toEqual([{ unavailable: true }]);
    now = 1_000;
    expect(await personal.openAll(sealing)).toEqual([{ value }]);
  });

  test('whose key is missing is no erasure, but a fault', async () => {
    const faults: string[] = [];
    const { personal, store } = personalDataInMemory({ keepFor: 0, onFault: (...fault) => faults.push(fault.join()) });
    const sealing = await sealed(personal);
    store.entries.clear();
    expect(await personal.openAll(sealing)).toEqual([{ unavailable: true }]);
    expect(faults).toEqual(['alice.0,missing']);
  });

  test('that was moved to another event is a fault', async () => {
    const faults: string[] = [];
    const { personal } = personalDataInMemory({ onFault: (...fault) => faults.push(fault.join()) });
    const [one] = await sealed(personal);
    if (!one) throw new Error('nothing was sealed');
    const moved = { ...one, of: { ...of, stream: 'cart-8' } };
    expect(await personal.openAll([moved])).toEqual([{ unavailable: true }]);
    expect(faults).toEqual(['alice.0,notOpened']);
  });

  test('is neither sealed nor shown without PERSONAL_DATA_KEY', async () => {
    const without = new PersonalData(null);
    expect(await without.seal('alice.0', 7, [{ of, value }])).toBe('unavailable');
    expect(await without.mac('alice.0', 'text')).toBe('unavailable');
    expect(await without.openAll(await sealed(personalDataInMemory().personal))).toEqual([{ unavailable: true }]);
  });
});

describe('PERSONAL_DATA_KEY', () => {
  test('is changed by putting another one before it, and later leaving it out', async () => {
    const { store } = personalDataInMemory();
    const before = new WrappingKeys([key('a')]);
    const between = new WrappingKeys([key('b'), key('a')]);
    const after = new WrappingKeys([key('b')]);
    const sealing = await sealed(new PersonalData(new DataKeys(store, before)));
    await store.erase('bob.0', 'now');
    expect(await wrappingFault(store, between)).toBeNull();
    expect(await wrappingFault(store, after)).toMatch('unwraps not all');
    expect(await rewrapAll(store, between)).toBe(1);
    expect(await rewrapAll(store, between)).toBe(0);
    expect(await wrappingFault(store, after)).toBeNull();
    expect(await new PersonalData(new DataKeys(store, after)).openAll(sealing)).toEqual([{ value }]);
  });

  test('is missed where keys are stored, and not where none is', async () => {
    const { store, personal } = personalDataInMemory();
    expect(await wrappingFault(store, null)).toBeNull();
    await sealed(personal);
    expect(await wrappingFault(store, null)).toMatch('is not set');
    const faults: string[] = [];
    const wrong = new DataKeys(store, new WrappingKeys([key('x')]), {
      onFault: (...fault) => faults.push(fault.join()),
    });
    expect(await wrong.find(['alice.0'])).toEqual(new Map([['alice.0', 'away']]));
    expect(faults).toEqual(['alice.0,notUnwrapped']);
  });
});
