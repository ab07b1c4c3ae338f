// Keys that work anywhere on the page. The user can switch them off, since speech input may press them by accident.
import { find } from './elements.js';

/** @param actions - What each key does. */
export function startShortcuts(actions: Readonly<Record<string, () => void>>): void {
  const enabled = find<HTMLInputElement>('shortcuts');
  document.addEventListener('keydown', event => {
    if (!enabled.checked || event.defaultPrevented || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
    // In a select element, letters choose an option.
    if (event.target instanceof HTMLSelectElement) return;
    const action = actions[event.key.toLowerCase()];
    if (action === undefined) return;
    event.preventDefault();
    action();
  });
}
