export { checkSettings } from './check-settings.js';
export { inLogContext } from './log-context.js';
export type { Logger } from './log.js';
export { Counter, Gauge, Histogram, measureStreams, Registry } from './metrics.js';
export { CLOSE_WITHIN, type Context, type Listening, type Running, runProcess, type Stopping } from './run.js';
export { asItsBreaker, type Guarded, type Readiness, stateOf } from './process-state.js';
export { withSecretFiles } from './secret-files.js';
export {
  type AfterRestore,
  type Limit,
  limitSetting,
  currencySetting,
  moneySettings,
  numberSetting,
  portSetting,
  readSettings,
  SettingError,
  type Settings,
  storeIdsSetting,
  wordSetting,
} from './read-settings.js';
export { continued, type Noted, serving, traceBatch, traceContext, within } from './tracing.js';
export { watchKeys } from './watch-keys.js';
