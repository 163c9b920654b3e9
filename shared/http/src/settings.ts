// What reading settings needs, and nothing that serves: whoever starts processes loads this alone.
export { type AuthSettings, readAuth } from './auth/auth-settings.js';
export { type Environment, SettingError } from './auth/setting-error.js';
