// The contexts of callbacks and listeners, API by API, in real engines.

// Imported first: it records how everything looks unpatched.
import './propagation/before.ts';
import './propagation/callbacks.ts';
import './propagation/events.ts';
import './propagation/unattributed.ts';
import './propagation/tasks.ts';
import './propagation/restarts.ts';
import './propagation/database.ts';
import './propagation/elements.ts';
import './propagation/states.ts';
import './propagation/streams.ts';
import './propagation/settled.ts';
import './propagation/microtasks.ts';
import './propagation/hostile.ts';
import './propagation/looks.ts';
