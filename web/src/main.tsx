import { render } from 'preact';
import { App } from './app.js';
import { comeBack } from './session/current.js';
import { issuerTrouble } from './session/trouble.js';
import { keepFocus } from './ui/keep-focus.js';

const start = async (): Promise<void> => {
  const path = await comeBack().catch((error: unknown) => {
    issuerTrouble.value = error;
    return '/';
  });
  if (path !== null) history.replaceState(null, '', path);
  keepFocus();
  const page = document.getElementById('page');
  if (page) render(<App />, page);
};

void start();
