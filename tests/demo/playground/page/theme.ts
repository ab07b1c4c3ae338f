// Dark and light: what the system prefers, until the user says otherwise.
import { find } from './elements.js';

const preference = matchMedia('(prefers-color-scheme: dark)');
const root = document.documentElement;
const button = find('theme');

const isDark = () => (root.dataset.theme === undefined ? preference.matches : root.dataset.theme === 'dark');
const tell = () => button.setAttribute('aria-pressed', String(isDark()));

/** Changes from the one to the other. */
export function toggleTheme(): void {
  root.dataset.theme = isDark() ? 'light' : 'dark';
  tell();
}

/** Makes the button work. */
export function startTheme(): void {
  button.addEventListener('click', toggleTheme);
  preference.addEventListener('change', tell);
  tell();
}
