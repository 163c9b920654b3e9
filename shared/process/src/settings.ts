// Settings alone, without what a process is run with: whoever starts processes loads nothing else.
export { checkSettings } from './check-settings.js';
export { portSetting, SettingError } from './read-settings.js';
export { withSecretFiles } from './secret-files.js';
