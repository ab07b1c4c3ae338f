// The reads of arguments by patched functions, compared before and after anything is patched.
import './propagation/reads.ts';
import './propagation/reads-as-before.ts';
