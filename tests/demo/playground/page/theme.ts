// The dark and the light theme: the system's preference, until the user chooses.
import { find } from './elements.js';

const preference = matchMedia('(prefers-color-scheme: dark)');
const root = document.documentElement;
const button = find('theme');

const isDark = () => (root.dataset.theme === undefined ? preference.matches : root.dataset.theme === 'dark');
const tell = () => button.setAttribute('aria-pressed', String(isDark()));

/** Changes to the other theme. */
export function toggleTheme(): void {
  root.dataset.theme = isDark() ? 'light' : 'dark';
  tell();
}

/** Sets up the theme and its button. */
export function startTheme(): void {
  button.addEventListener('click', toggleTheme);
  preference.addEventListener('change', tell);
  tell();
}
