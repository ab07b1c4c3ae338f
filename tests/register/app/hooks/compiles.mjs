// A hook of `require` that compiles files itself, as those of Babel and ts-node do.
import { readFileSync } from 'node:fs';
import module from 'node:module';

module._extensions['.cjs'] = (loaded, path) => loaded._compile(`/* compiled */ ${readFileSync(path, 'utf8')}`, path);
