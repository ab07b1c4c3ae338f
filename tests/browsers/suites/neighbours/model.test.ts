// The model test where other libraries have patched or replaced promises first.
import 'neighbour/first';
import '../model.test.js';
