// Keys that work anywhere on the page, unless the user switches them off: some people's keys are pressed by dictation.
import { find } from './elements.js';

/** @param actions - What each key does. */
export function startShortcuts(actions: Readonly<Record<string, () => void>>): void {
  const enabled = find<HTMLInputElement>('shortcuts');
  document.addEventListener('keydown', event => {
    if (!enabled.checked || event.defaultPrevented || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
    // There, letters choose an option.
    if (event.target instanceof HTMLSelectElement) return;
    const action = actions[event.key.toLowerCase()];
    if (action === undefined) return;
    event.preventDefault();
    action();
  });
}
