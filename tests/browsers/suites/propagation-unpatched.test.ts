// Each row that has a context fails without its patch, or says why it does not: otherwise it would not show the effect of the patch.

import './propagation/unpatched.ts';
import './propagation/callbacks.ts';
import './propagation/tasks.ts';
import './propagation/restarts.ts';
import './propagation/database.ts';
import './propagation/elements.ts';
import './propagation/states.ts';
import './propagation/streams.ts';
