/**
 * How many cases a property is tried on: all of them by `npm test` and in CI, a fifth by `npm run test:unit`, for which somebody waits
 * at each change. Properties that say no number are a fifth there too: tools/jest/environment.cjs.
 */
export const thoroughly = (cases: number): number => (process.env.SPECS === 'unit' ? Math.ceil(cases / 5) : cases);
