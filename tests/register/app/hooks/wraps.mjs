// The same, around what Node does, as `pirates` has it.
import module from 'node:module';

const load = module._extensions['.js'];
for (const extension of ['.js', '.cjs']) {
  module._extensions[extension] = (loaded, path) => {
    const compile = loaded._compile;
    loaded._compile = (code, filename, ...rest) => {
      loaded._compile = compile;
      loaded._compile(`/* compiled */ ${code}`, filename, ...rest);
    };
    load(loaded, path);
  };
}
