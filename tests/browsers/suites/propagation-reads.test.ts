// What patched functions read of their arguments, before anything is patched and after it.
import './propagation/reads.ts';
import './propagation/reads-as-before.ts';
