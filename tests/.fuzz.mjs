// tests/transform/random.test.ts
import { test } from "uvu";

// tests/transform/program.ts
import * as assert from "uvu/assert";

// tests/transform/realms.ts
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { createContext, runInContext } from "node:vm";
import { build } from "esbuild";

// src/transform/tools.ts
var missing = (cause) => new Error(
  `asynccontext/transform: expected the packages 'oxc-parser' and 'magic-string', which could not be loaded (${cause instanceof Error ? cause.message : String(cause)}). Install them: npm install --save-dev oxc-parser magic-string`,
  { cause }
);

// src/transform/tools-esm.ts
async function load() {
  const [{ parseSync, visitorKeys }, { default: MagicString }] = await Promise.all([import("oxc-parser"), import("magic-string")]);
  return { parseSync, visitorKeys, MagicString };
}
var loaded = await load().catch(missing);
function tools() {
  if (loaded instanceof Error) throw loaded;
  return loaded;
}

// src/transform/file.ts
var before = ({ text }, offset, added) => text.prependRight(offset, added);
var after = ({ text }, offset, added) => text.appendLeft(offset, added);
function find(code, offset, punctuator) {
  const between = /(?:\s|\/\*[^]*?\*\/|\/\/.*)*/y;
  between.lastIndex = offset;
  between.exec(code);
  return code.startsWith(punctuator, between.lastIndex) ? between.lastIndex : -1;
}

// src/transform/names.ts
var imported = [
  "call",
  "create",
  "enter",
  "leave",
  "reset",
  "suspend",
  "thenable",
  "delegateTo",
  "delegateToAsync",
  "attach",
  "detach",
  "toArray",
  "disposeIn",
  "enterFirst",
  "leaveFirst"
];
var Names = class {
  #prefix;
  #used = /* @__PURE__ */ new Set();
  #count = 0;
  /** @param code - The file's text. No name that is given out stands in it, be it in a string, a comment or escaped. */
  constructor(code) {
    const text = code.replace(/\\u\{?([\da-f]+)\}?/gi, (_, digits) => String.fromCodePoint(Number.parseInt(digits, 16) % 1114112));
    this.#prefix = "_ac";
    for (let i = 1; text.includes(this.#prefix); i++) this.#prefix = `_ac${i}`;
  }
  /** The variable of an activation. The same in each function: none is ever asked for another's. */
  get activation() {
    return this.#prefix;
  }
  /** What a function of the runtime is called in this file. */
  of(name) {
    this.#used.add(name);
    return this.#local(name);
  }
  /** A variable's name, once. */
  fresh() {
    return `${this.#prefix}_${++this.#count}`;
  }
  /** The pairs of the functions used and their names here. */
  get used() {
    return imported.filter((name) => this.#used.has(name)).map((name) => [name, this.#local(name)]);
  }
  #local(name) {
    return `${this.#prefix}_${name}`;
  }
};

// src/transform/parse.ts
var byExtension = { mjs: "module", mts: "module", cjs: "commonjs", cts: "commonjs" };
var languages = { ts: "ts", mts: "ts", cts: "ts", tsx: "tsx" };
function parse(code, filename, format) {
  const { parseSync } = tools();
  const extension = /\.(\w+)(?:[?#].*)?$/.exec(filename)?.[1] ?? "";
  const lang = languages[extension] ?? "jsx";
  const known = format ?? byExtension[extension];
  const attempts = known ? [known] : ["unambiguous", "commonjs"];
  let failure;
  for (const sourceType of attempts) {
    const result = parseSync(filename, code, { lang, sourceType });
    const error = result.errors.find(({ severity }) => severity === "Error");
    if (error === void 0) {
      const isModule = sourceType === "module" || sourceType === "unambiguous" && result.module.hasModuleSyntax;
      return { program: result.program, format: isModule ? "module" : known ?? "commonjs" };
    }
    failure ??= syntaxError(code, filename, error.message, error.labels[0]?.start ?? 0, error.codeframe);
  }
  throw failure;
}
function syntaxError(code, filename, message, offset, frame) {
  const before2 = code.slice(0, offset).split(/\r\n|[\n\r\u2028\u2029]/);
  const [line, column] = [before2.length, before2.at(-1).length + 1];
  const error = new SyntaxError(`${filename}:${line}:${column}: ${message}${frame ? `
${frame}` : ""}`);
  return Object.assign(error, { filename, line, column });
}

// src/transform/prelude.ts
function importRuntime(file, { program, format }, runtime, lastDirective) {
  const { used } = file.names;
  if (used.length === 0) return;
  const module = JSON.stringify(runtime);
  const list = (between) => used.map(([name, local]) => `${name}${between}${local}`).join(",");
  const text = format === "module" ? `import{${list(" as ")}}from${module};` : `var{${list(":")}}=require(${module});`;
  if (lastDirective) {
    const isTerminated = file.code[lastDirective.end - 1] === ";";
    after(file, lastDirective.end, `${isTerminated ? "" : ";"}${text}`);
  } else before(file, program.hashbang ? program.hashbang.end + 1 : 0, text);
}

// src/transform/scope.ts
var Scope = class {
  kind;
  strict;
  /** How many suspensions were found so far. */
  suspensions = 0;
  /** How many constructs around the current place run code once what is in them has ended. */
  guards = 0;
  /** Whether it needs an activation: code of it runs after a suspension. */
  activated;
  /** Awaits after which none of its code runs. */
  tails = /* @__PURE__ */ new Set();
  /** What is to be changed, innermost first; nothing if the scope is to be left alone. */
  #edits = [];
  /** What a generator's parameters have to know of its body. */
  writes = /* @__PURE__ */ new Set();
  varNames = /* @__PURE__ */ new Set();
  usesArguments = false;
  hasDirectEval = false;
  constructor(kind, strict) {
    this.kind = kind;
    this.strict = strict;
    this.activated = kind === "generator" || kind === "async generator";
  }
  /** Whether its contexts need to be kept: an activation, or the empty one of a module. */
  get isKept() {
    return this.kind !== "other";
  }
  edit(edit) {
    this.#edits.push(edit);
  }
  /** Makes the changes. Those of a function in it have been made before. */
  apply() {
    for (const edit of this.#edits) edit();
  }
};

// src/transform/node.ts
function bare(node) {
  switch (node.type) {
    case "ParenthesizedExpression":
    case "TSAsExpression":
    case "TSSatisfiesExpression":
    case "TSNonNullExpression":
    case "TSTypeAssertion":
      return bare(node.expression);
    default:
      return node;
  }
}
function* boundNames(pattern) {
  switch (pattern?.type) {
    case "Identifier":
      yield pattern.name;
      break;
    case "AssignmentPattern":
      yield* boundNames(pattern.left);
      break;
    case "RestElement":
      yield* boundNames(pattern.argument);
      break;
    case "ArrayPattern":
      for (const element of pattern.elements) yield* boundNames(element);
      break;
    case "ObjectPattern":
      for (const property of pattern.properties) yield* boundNames(property.type === "RestElement" ? property : property.value);
      break;
  }
}
function mayBeThenable(expression) {
  const node = bare(expression);
  switch (node.type) {
    case "Literal":
    case "TemplateLiteral":
    case "BinaryExpression":
    case "UnaryExpression":
    case "UpdateExpression":
    case "ArrayExpression":
    case "ArrowFunctionExpression":
    case "FunctionExpression":
    case "JSXElement":
    case "JSXFragment":
    // What a promise is fulfilled with is none.
    case "AwaitExpression":
      return false;
    case "Identifier":
      return node.name !== "undefined";
    case "ObjectExpression":
      return node.properties.some(
        (property) => property.type === "SpreadElement" || property.computed || (property.key.name ?? property.key.value) === "then"
      );
    case "ConditionalExpression":
      return mayBeThenable(node.consequent) || mayBeThenable(node.alternate);
    case "LogicalExpression":
      return mayBeThenable(node.left) || mayBeThenable(node.right);
    case "SequenceExpression":
      return mayBeThenable(node.expressions.at(-1));
    case "AssignmentExpression":
      return node.operator !== "=" || mayBeThenable(node.right);
    default:
      return true;
  }
}

// src/transform/parameters.ts
function whyNotCapture(params, scope, outer, ownStrict) {
  const isSimple = params.every(({ type }) => type === "Identifier");
  if (!isSimple || outer.strict) return void 0;
  if (ownStrict) return "a generator with a 'use strict' of its own in sloppy code: put the directive at the top of the file";
  const names = params.flatMap((parameter) => [...boundNames(parameter)]);
  if (new Set(names).size < names.length) return "a generator two of whose parameters have one name: rename one";
  const mapped = scope.usesArguments && names.length > 0 && [...names, "arguments"].some((name) => scope.writes.has(name));
  if (mapped || scope.usesArguments && scope.hasDirectEval) {
    return "a sloppy generator whose arguments object follows its parameters: use rest parameters, or strict code";
  }
  return void 0;
}
function captureInParameters(file, node, params) {
  const { names } = file;
  const capture = `"":${names.activation}=${names.of("create")}()`;
  const last = params.at(-1);
  if (last?.type === "RestElement") return captureInRest(file, last.argument, capture);
  const { code } = file;
  if (last === void 0) {
    after(file, opening(file, node) + 1, `...{${capture}}`);
    return void 0;
  }
  const comma = find(code, last.end, ",");
  if (comma < 0) after(file, last.end, `,...{${capture}}`);
  else after(file, comma + 1, `...{${capture}}`);
  return void 0;
}
function opening({ code }, node) {
  const { typeParameters, id } = node;
  const known = typeParameters?.end ?? id?.end;
  if (known !== void 0) return find(code, known, "(");
  if (code[node.start] === "(") return node.start;
  return find(code, star(code, node.start) + 1, "(");
}
function star(code, start) {
  let at = start;
  for (const word of ["async", "function"]) {
    const found = find(code, at, word);
    if (found >= 0) at = found + word.length;
  }
  return find(code, at, "*");
}
function captureInRest(file, target, capture) {
  switch (target.type) {
    case "ObjectPattern":
      after(file, target.start + 1, `${capture}${target.properties.length > 0 ? "," : ""}`);
      return void 0;
    case "ArrayPattern": {
      const { elements } = target;
      const last = elements.at(-1);
      if (last?.type === "RestElement") return captureInRest(file, last.argument, capture);
      const comma = last ? find(file.code, last.end, ",") : -1;
      const missing2 = last && comma < 0;
      after(file, missing2 ? last.end : file.code.lastIndexOf("]", target.end - 1), `${missing2 ? "," : ""}...{${capture}}`);
      return void 0;
    }
    default:
      before(file, target.start, `{${capture},...`);
      after(file, target.name === void 0 ? target.end : target.start + target.name.length, "}");
      return target.name;
  }
}

// src/transform/suspensions.ts
function suspendsAt(file, scope) {
  file.suspends = true;
  scope.suspensions++;
  scope.activated = true;
}
function enters(file, scope) {
  const { names } = file;
  return scope.kind === "module" ? `${names.of("reset")}();` : `${names.of("enter")}(${names.activation});`;
}
function visitAwait(file, node, scope) {
  const { names } = file;
  file.visit(node.argument, scope);
  if (scope.tails.has(node)) {
    file.suspends = true;
    scope.edit(() => {
      before(file, node.start + 5, scope.activated ? ` ${names.of("suspend")}(${names.activation},` : ` ${names.of("thenable")}(`);
      after(file, node.end, ")");
    });
    return;
  }
  suspendsAt(file, scope);
  scope.edit(() => {
    if (scope.kind === "module") {
      before(file, node.start, `${names.of("reset")}(`);
      after(file, node.end, ")");
    } else wrap(file, node, node.start + 5, names.of("suspend"));
  });
}
function wrap(file, node, operandStart, around) {
  const { activation } = file.names;
  before(file, node.start, `${file.names.of("enter")}(${activation},`);
  if (node.argument) {
    before(file, operandStart, ` ${around}(${activation},`);
    after(file, node.end, "))");
  } else after(file, node.end, ` ${around}(${activation}))`);
}
function visitYield(file, node, scope) {
  const { names } = file;
  file.visit(node.argument, scope);
  suspendsAt(file, scope);
  scope.edit(() => {
    if (!node.delegate) wrap(file, node, node.start + 5, names.of(scope.kind === "generator" ? "leave" : "suspend"));
    else {
      const around = names.of(scope.kind === "generator" ? "delegateTo" : "delegateToAsync");
      wrap(file, node, find(file.code, node.start + 5, "*") + 1, around);
    }
  });
}
function noteTails(expression, scope) {
  const node = bare(expression);
  switch (node.type) {
    case "AwaitExpression":
      scope.tails.add(node);
      break;
    case "ConditionalExpression":
      noteTails(node.consequent, scope);
      noteTails(node.alternate, scope);
      break;
    case "LogicalExpression":
      noteTails(node.right, scope);
      break;
    case "SequenceExpression":
      noteTails(node.expressions.at(-1), scope);
      break;
  }
}
function noteLastOf(statements, scope) {
  if (!statements.some(({ kind }) => kind === "using" || kind === "await using")) noteLast(statements.at(-1), scope);
}
function noteLast(statement, scope) {
  switch (statement?.type) {
    case "ExpressionStatement":
      noteTails(statement.expression, scope);
      break;
    case "BlockStatement":
      noteLastOf(statement.body, scope);
      break;
    case "IfStatement":
      noteLast(statement.consequent, scope);
      noteLast(statement.alternate, scope);
      break;
  }
}
function visitReturn(file, node, scope) {
  const argument = node.argument;
  if (argument === null) return;
  if (scope.kind === "async" && scope.guards === 0) noteTails(argument, scope);
  file.visit(argument, scope);
  visitResult(file, argument, node.start + 6, scope);
}
function visitResult(file, argument, start, scope) {
  const { names } = file;
  const isAwaited = scope.kind === "async generator";
  if (isAwaited) suspendsAt(file, scope);
  else if (scope.kind !== "async" || !mayBeThenable(argument)) return;
  scope.edit(() => {
    const call = isAwaited ? `${names.of("suspend")}(${names.activation},` : `${names.of("thenable")}(`;
    const isSequence = argument.type === "SequenceExpression";
    before(file, start, ` ${call}${isSequence ? "(" : ""}`);
    after(file, argument.end, isSequence ? "))" : ")");
  });
}

// src/transform/functions.ts
var kindOf = (node) => node.async ? node.generator ? "async generator" : "async" : node.generator ? "generator" : "other";
function visitFunction(file, node, outer) {
  const { params, body } = node;
  if (body === null) return;
  const statements = body.type === "BlockStatement" ? body.body : void 0;
  const directives = statements?.filter((statement) => typeof statement.directive === "string") ?? [];
  const isEmpty = statements?.length === 0;
  const ownStrict = directives.find(({ directive }) => directive === "use strict");
  const scope = new Scope(kindOf(node), outer.strict || ownStrict !== void 0);
  if (scope.kind === "async") {
    if (statements === void 0) noteTails(body, scope);
    else noteLastOf(statements, scope);
  }
  for (const parameter of params) file.visit(parameter, scope);
  if (statements === void 0) {
    file.visit(body, scope);
    visitResult(file, body, body.start, scope);
  } else for (const statement of statements) file.visit(statement, scope);
  pass(scope, outer, node.type === "ArrowFunctionExpression");
  if (scope.kind.endsWith("generator") && !isEmpty) file.suspends = true;
  if (scope.activated && scope.kind.endsWith("generator") && !isEmpty) {
    const reason = whyNotCapture(params, scope, outer, ownStrict);
    if (reason !== void 0) return file.warn(reason, node);
    if (ownStrict) scope.edit(() => file.text.update(ownStrict.start, ownStrict.end, ";"));
  }
  scope.apply();
  if (scope.activated && scope.isKept && !isEmpty) activate(file, node, scope, directives.at(-1));
}
function pass(inner, outer, isArrow) {
  for (const name of inner.writes) outer.writes.add(name);
  if (!isArrow) return;
  outer.usesArguments ||= inner.usesArguments;
  outer.hasDirectEval ||= inner.hasDirectEval;
}
function activate(file, node, scope, lastDirective) {
  const { names, code } = file;
  const { params, body } = node;
  const { activation } = names;
  const tail = `}finally{${names.of("leave")}(${activation})}`;
  let head = `var ${activation}=${scope.kind === "async" ? `${names.of("call")}()` : ""};`;
  if (scope.kind !== "async") {
    const rest = captureInParameters(file, node, params);
    const array = rest !== void 0 && !declaresFunction(body, rest) ? `${rest}=${names.of("toArray")}(${rest});` : "";
    head = `${array}${names.of("enter")}(${activation});`;
  }
  if (body.type !== "BlockStatement") {
    before(file, body.start, `{${head}try{return `);
    after(file, body.end, `${tail}}`);
    return;
  }
  const start = lastDirective?.end ?? body.start + 1;
  if (lastDirective && !code.slice(lastDirective.start, start).endsWith(";")) after(file, start, ";");
  after(file, start, `${head}try{`);
  keepFunctions(file, body, scope);
  after(file, body.end - 1, tail);
}
var declaresFunction = (body, name) => (body.body ?? []).some((statement) => statement.type === "FunctionDeclaration" && statement.id.name === name);
function keepFunctions(file, { body }, scope) {
  const { text } = file;
  const statements = body.filter(({ directive }) => typeof directive !== "string");
  const functions = statements.filter(({ type }) => type === "FunctionDeclaration");
  const names = functions.map(({ id }) => id.name);
  const leading = statements.findIndex(({ type }) => type !== "FunctionDeclaration");
  const at = leading < 0 ? Infinity : statements[leading].start;
  for (const { start, end, id } of functions) {
    const { name } = id;
    if (names.indexOf(name) === names.lastIndexOf(name) && !scope.varNames.has(name)) continue;
    before(file, start, `var ${name}=`);
    text.remove(id.start, id.end);
    after(file, end, ";");
    if (start > at) text.move(start, end, at);
  }
}
function noteVars(declaration, scope) {
  if (declaration.kind !== "var") return;
  for (const { id } of declaration.declarations) for (const name of boundNames(id)) scope.varNames.add(name);
}

// src/transform/disposal.ts
var isKept = ({ kind }) => kind !== "other" && kind !== "module";
function visitDeclaration(file, node, scope) {
  file.visitChildren(node, scope);
  noteVars(node, scope);
  if (!isKept(scope)) {
    if (node.kind === "await using") file.suspends = true;
  } else if (node.kind === "using") {
    scope.guards++;
    scope.edit(() => scope.activated && enterBeforeEach(file, node));
  } else if (node.kind === "await using") {
    scope.guards++;
    suspendsAt(file, scope);
    scope.edit(() => disposeInContext(file, node));
  }
}
function enterBeforeEach(file, node) {
  const { names } = file;
  for (const { end } of node.declarations) after(file, end, `,${names.fresh()}=${names.of("enterFirst")}(${names.activation})`);
}
function disposeInContext(file, node) {
  const { code, text } = file;
  const declarations = node.declarations;
  constInstead(file, node);
  for (const [i, { id, end }] of declarations.entries()) {
    after(file, end, `;${disposal(file, id.name)}`);
    if (i < declarations.length - 1) {
      const comma = find(code, end, ",");
      text.update(comma, comma + 1, ";const ");
    }
  }
}
function constInstead({ code, text }, node) {
  text.update(node.start, find(code, node.start + 5, "using") + 5, "const");
}
function disposal({ names }, resource) {
  const { activation } = names;
  return `await using ${names.fresh()}=${names.of("disposeIn")}(${activation},${resource});using ${names.fresh()}=${names.of("leaveFirst")}(${activation})`;
}
var isAwaitUsing = (statement) => statement.type === "VariableDeclaration" && statement.kind === "await using";
function visitBlock(file, node, scope) {
  const { guards } = scope;
  file.visitChildren(node, scope);
  scope.guards = guards;
  if (!isKept(scope) || !node.body.some(isAwaitUsing)) return;
  scope.edit(() => {
    before(file, node.start + 1, "try{");
    after(file, node.end - 1, `}finally{${enters(file, scope)}}`);
  });
}
function visitFor(file, node, scope, start = node.start) {
  const { guards } = scope;
  file.visitChildren(node, scope);
  scope.guards = guards;
  const { init } = node;
  if (!isKept(scope) || !init || !isAwaitUsing(init)) return;
  scope.edit(() => {
    before(file, init.start, "{try{");
    after(file, init.end, ";");
    file.text.move(init.start, init.end, start);
    after(file, node.end, `}finally{${enters(file, scope)}}}`);
  });
}

// src/transform/imports.ts
function visitImport(file, node, scope) {
  file.visitChildren(node, scope);
  const { source, options, phase } = node;
  if (phase !== null) return;
  file.suspends = true;
  const last = (options && lastPart(options)) ?? lastPart(source);
  scope.edit(() => {
    const { names } = file;
    if (last === void 0) before(file, node.start, `${names.of("attach")}(${names.of("detach")}(),`);
    else {
      before(file, node.start, `${names.of("attach")}(`);
      before(file, last.start, `${names.of("detach")}(`);
      after(file, last.end, ")");
    }
    after(file, node.end, ")");
  });
}
function lastPart(node) {
  switch (node.type) {
    case "Literal":
      return void 0;
    case "TemplateLiteral":
      return lastOf(node.expressions);
    case "ParenthesizedExpression":
      return lastPart(node.expression);
    case "BinaryExpression":
      return node.operator === "+" ? lastOf([node.left, node.right]) : node;
    case "ObjectExpression":
      return lastOf(node.properties);
    case "Property":
      return node.computed || node.method || node.shorthand ? void 0 : lastPart(node.value);
    default:
      return node;
  }
}
function lastOf(nodes) {
  for (let i = nodes.length - 1; i >= 0; i--) {
    const found = lastPart(nodes[i]);
    if (found) return found;
  }
  return void 0;
}

// src/transform/statements.ts
function visitTry(file, node, scope) {
  const { block, handler, finalizer } = node;
  let { suspensions } = scope;
  scope.guards++;
  file.visit(block, scope);
  const inBlock = scope.suspensions > suspensions;
  if (finalizer === null) scope.guards--;
  if (handler !== null) {
    ({ suspensions } = scope);
    file.visit(handler.param, scope);
    file.visit(handler.body, scope);
    if (inBlock) scope.edit(() => enterHandler(file, handler, scope));
  }
  if (finalizer !== null) {
    const inside = inBlock || scope.suspensions > suspensions;
    scope.guards--;
    file.visit(finalizer, scope);
    if (inside) scope.edit(() => before(file, finalizer.start + 1, enters(file, scope)));
  }
}
function enterHandler(file, handler, scope) {
  const { param, body } = handler;
  const start = body.start + 1;
  if (param === null || param.type === "Identifier") before(file, start, enters(file, scope));
  else {
    const caught = file.names.fresh();
    moveInto(file, param, start, caught, `${enters(file, scope)}let `, `=${caught};`);
  }
}
function moveInto(file, target, to, variable, head, tail) {
  after(file, target.start, variable);
  before(file, target.start, head);
  after(file, target.end, tail);
  file.text.move(target.start, target.end, to);
}
function visitForOf(file, node, scope, start = node.start) {
  const { left, right, body } = node;
  file.visit(right, scope);
  const { suspensions } = scope;
  scope.guards++;
  if (left.kind === "await using") suspendsAt(file, scope);
  if (left.kind !== "await using" && left.kind !== "using") file.visit(left, scope);
  file.visit(body, scope);
  scope.guards--;
  if (node.await) suspendsAt(file, scope);
  if (scope.suspensions > suspensions && scope.isKept) {
    scope.edit(() => {
      enterInBody(file, node, scope);
      if (node.await && scope.kind !== "module") delegate(file, node, scope, start);
    });
  }
}
function enterInBody(file, node, scope) {
  const { left, body } = node;
  const enter = enters(file, scope);
  const isDeclaration = left.type === "VariableDeclaration";
  const target = isDeclaration ? left.declarations[0].id : left;
  const isResource = left.kind === "await using" && scope.kind !== "module";
  if (!isResource && (!node.await || target.type === "Identifier")) {
    if (node.await) bracket(file, body, enter, "");
    else bracket(file, body, "try{", `}finally{${enter}}`);
    return;
  }
  const value = file.names.fresh();
  let tail = isDeclaration ? `=${value};` : `=${value});`;
  if (isResource) {
    constInstead(file, left);
    tail += `${disposal(file, target.name)};`;
  }
  const head = `{${node.await ? enter : ""}${isResource ? "try{" : ""}${isDeclaration ? "" : "("}`;
  moveInto(file, left, body.start, `const ${value}`, head, tail);
  after(file, body.end, isResource ? `}finally{${enter}}}` : "}");
}
function bracket(file, body, head, tail) {
  if (body.type === "BlockStatement") {
    before(file, body.start + 1, head);
    after(file, body.end - 1, tail);
  } else {
    before(file, body.start, `{${head}`);
    after(file, body.end, `${tail}}`);
  }
}
function delegate(file, { right, end }, scope, start) {
  const { names } = file;
  before(file, right.start, `${names.of("delegateToAsync")}(${names.activation},`);
  after(file, right.end, ")");
  before(file, start, "try{");
  after(file, end, `}finally{${enters(file, scope)}}`);
}

// src/transform/visit.ts
var types = /* @__PURE__ */ new Set(["typeAnnotation", "returnType", "typeParameters", "typeArguments", "superTypeArguments", "implements"]);
function createVisitor(getFile, visitorKeys) {
  function visitChildren(node, scope) {
    const keys = visitorKeys[node.type];
    if (keys === void 0) return;
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i];
      if (types.has(key)) continue;
      const value = node[key];
      if (Array.isArray(value)) for (let j = 0; j < value.length; j++) visit(value[j], scope);
      else visit(value, scope);
    }
  }
  function visit(node, scope) {
    if (!node) return;
    const special = visitors[node.type];
    if (special) special(getFile(), node, scope);
    else visitChildren(node, scope);
  }
  return { visit, visitChildren };
}
function noteWrite(target, scope) {
  if (scope.strict) return;
  for (const name of boundNames(target)) scope.writes.add(name);
  if (target.type === "MemberExpression" && target.object.name === "arguments") scope.writes.add("arguments");
}
function visitClass(file, node, scope) {
  const { decorators, superClass, body } = node;
  for (const decorator of decorators ?? []) file.visit(decorator, scope);
  file.visit(superClass, scope);
  for (const member of body.body) {
    for (const decorator of member.decorators ?? []) file.visit(decorator, scope);
    if (member.computed) file.visit(member.key, scope);
    const inside = new Scope("other", true);
    if (member.type === "StaticBlock") for (const statement of member.body) file.visit(statement, inside);
    else if (member.type !== "TSIndexSignature") file.visit(member.value, inside);
    inside.apply();
  }
}
function visitLabeled(file, node, scope) {
  let { body } = node;
  while (body.type === "LabeledStatement") body = body.body;
  if (body.type === "ForOfStatement") visitForOf(file, body, scope, node.start);
  else if (body.type === "ForStatement") visitFor(file, body, scope, node.start);
  else file.visit(body, scope);
}
var visitors = {
  __proto__: null,
  FunctionDeclaration: visitFunction,
  FunctionExpression: visitFunction,
  ArrowFunctionExpression: visitFunction,
  ClassDeclaration: visitClass,
  ClassExpression: visitClass,
  AwaitExpression: visitAwait,
  YieldExpression: visitYield,
  ReturnStatement: visitReturn,
  TryStatement: visitTry,
  ForOfStatement: visitForOf,
  ForStatement: visitFor,
  LabeledStatement: visitLabeled,
  ImportExpression: visitImport,
  VariableDeclaration: visitDeclaration,
  BlockStatement: visitBlock,
  Identifier(_file, { name }, scope) {
    if (name === "arguments") scope.usesArguments = true;
  },
  AssignmentExpression(file, node, scope) {
    noteWrite(node.left, scope);
    file.visitChildren(node, scope);
  },
  UpdateExpression(file, node, scope) {
    noteWrite(node.argument, scope);
    file.visitChildren(node, scope);
  },
  CallExpression(file, node, scope) {
    if (node.callee.type === "Identifier" && node.callee.name === "eval") scope.hasDirectEval = true;
    file.visitChildren(node, scope);
  },
  TSInterfaceDeclaration() {
  },
  TSTypeAliasDeclaration() {
  }
};

// src/transform/index.ts
var perhaps = /\bawait\b|\byield\b|\bimport\s*(?:\(|\/)|\bfunction\s*(?:\*|\/)|\*\s*[\w$[#'"\\]/;
function transform(code, options = {}) {
  if (typeof code !== "string") throw new TypeError(`asynccontext/transform: expected code as a string, got ${typeof code}`);
  if (!perhaps.test(code)) return null;
  const { filename = "unknown.js", sourcemap = true, format, runtime = "asynccontext/runtime", onWarn } = options;
  if (/\.d\.[cm]?ts$/.test(filename)) return null;
  const { MagicString, visitorKeys } = tools();
  const parsed = parse(code, filename, format);
  const text = new MagicString(code, { filename });
  const warnings = [];
  const file = {
    code,
    text,
    names: new Names(code),
    ...createVisitor(() => file, visitorKeys),
    suspends: false,
    warn(message, { start }) {
      const lines = code.slice(0, start).split(/\r\n|[\n\r\u2028\u2029]/);
      const warning = { message: `left as it is: ${message}`, filename, line: lines.length, column: lines.at(-1).length + 1 };
      warnings.push(warning);
      onWarn?.(warning);
    }
  };
  const statements = parsed.program.body;
  const directives = statements.filter((statement) => typeof statement.directive === "string");
  const isModule = parsed.format === "module";
  const scope = new Scope(isModule ? "module" : "other", isModule || directives.some(({ directive }) => directive === "use strict"));
  for (const statement of statements) file.visit(statement, scope);
  if (!file.suspends) return null;
  scope.apply();
  importRuntime(file, parsed, runtime, directives.at(-1));
  if (!text.hasChanged()) return null;
  const map = sourcemap ? text.generateMap({ source: filename, includeContent: true, hires: "boundary" }) : null;
  return { code: text.toString(), map, warnings };
}

// tests/transform/realms.ts
var root = process.cwd();
var { carriers, common } = await import(pathToFileURL(join(root, "build.mjs")).href);
var require2 = createRequire(import.meta.url);
async function bundle(engine, carrier) {
  const base = common(engine);
  const { outputFiles } = await build({
    ...base,
    alias: { ...base.alias, "#carrier": carrier },
    stdin: {
      contents: "export { AsyncContext } from './src/index.ts'; export * as runtime from './src/runtime/index.ts';",
      resolveDir: root
    },
    format: "iife",
    globalName: "lib",
    platform: engine === "node" ? "node" : "browser",
    sourcemap: false,
    write: false
  });
  return outputFiles[0].text;
}
var bundles = {
  "AsyncLocalStorage": await bundle("node", carriers.node),
  "the await hook": await bundle("any", carriers.any),
  "no hook": await bundle("any", join(root, "src/carriers/for-transformed.ts"))
};
function transformBody(code) {
  const result = transform(`(async function main() {${code}
})`, { filename: "program.js", format: "commonjs" });
  if (result === null) throw new Error("expected a program that is transformed, got one in which nothing suspends");
  return result.code.replace(/^(var\{.*?;)?(.*)$/s, "$1return $2");
}
function makeRealm(name) {
  return {
    name,
    keepsTicks: name !== "the await hook",
    async run(code, { transformed }, world) {
      const context = createContext({ console: { warn() {
      } } });
      if (name === "AsyncLocalStorage") Object.assign(context, { require: require2 });
      runInContext(`${bundles[name]};globalThis.lib = lib`, context);
      const { lib } = context;
      const scope = world(lib);
      const text = transformed ? transformBody(code) : `return (async function main() {${code}
})`;
      const make = runInContext(`(function (require, ${Object.keys(scope).join(", ")}) {${text}
})`, context);
      return make(() => lib.runtime, ...Object.values(scope))();
    }
  };
}
var realms = ["AsyncLocalStorage", "the await hook", "no hook"].map(makeRealm);

// tests/transform/program.ts
var show = (value) => value instanceof Error || typeof value === "object" && value !== null && "message" in value ? `Error(${value.message})` : typeof value === "object" && value !== null ? `{${Object.entries(value).map(([key, each]) => `${key}:${show(each)}`).join()}}` : String(value);
async function runProgram(code, realm, transformed) {
  const log = [];
  const wrong = [];
  let ticks = 0;
  const world = ({ AsyncContext }) => {
    const variable = new AsyncContext.Variable({ defaultValue: "none" });
    const get = () => variable.get();
    const at = (id, where = "") => {
      if (get() !== id) wrong.push(`${show(id)} saw ${show(get())} ${show(where)}`);
    };
    const note = (value) => void log.push(`${ticks}: ${show(value)}`);
    const iterator = (values, id, wrap2) => {
      let i = 0;
      const answer = (method, result) => {
        at(id, `in ${method} of an iterator`);
        return wrap2(result);
      };
      return {
        next: (sent) => (note(`next ${show(sent)}`), answer("next", { value: values[i], done: i++ >= values.length })),
        return: (value) => (note(`return ${show(value)}`), answer("return", { value, done: true })),
        throw: (error) => (note(`throw ${show(error)}`), answer("throw", { value: error, done: i++ >= values.length }))
      };
    };
    const iterable = (values) => {
      const id = get();
      return { [Symbol.iterator]: () => (at(id, "in Symbol.iterator"), iterator(values, id, (value) => value)) };
    };
    return {
      run: (id, fn) => variable.run(id, fn),
      get,
      at,
      log: note,
      T: (value) => {
        const id = get();
        return { then: (resolve) => (at(id, "in then"), note("then"), resolve(value)) };
      },
      I: iterable,
      A: (values) => {
        const id = get();
        return { [Symbol.asyncIterator]: () => (at(id, "in Symbol.asyncIterator"), iterator(values, id, async (value) => value)) };
      },
      D: (name) => {
        const id = get();
        return { [Symbol.dispose]: () => (at(id, `in dispose of ${name}`), note(`dispose ${name}`)) };
      },
      AD: (name) => {
        const id = get();
        return {
          [Symbol.asyncDispose]: () => {
            at(id, `in asyncDispose of ${name}`);
            note(`asyncDispose ${name}`);
            return Promise.resolve();
          }
        };
      }
    };
  };
  let over = false;
  const main = realm.run(code, { transformed }, world);
  main.then(
    (value) => {
      log.push(`${ticks}: returned ${show(value)}`);
      over = true;
    },
    (error) => {
      log.push(`${ticks}: threw ${show(error)}`);
      over = true;
    }
  );
  await (async () => {
    for (let after2 = 0; after2 < 20; over ? after2++ : after2) {
      await null;
      if (++ticks > 3e3) throw new Error(`expected a program that ends, got one that does not:
${code}`);
    }
  })();
  return { log, wrong };
}
async function checkProgram(code, realms2) {
  for (const realm of realms2) {
    const before2 = await runProgram(code, realm, false);
    const after2 = await runProgram(code, realm, true);
    assert.equal(after2.wrong, [], `${realm.name}: contexts`);
    const comparable = ({ log }) => realm.keepsTicks ? log : log.map((line) => line.replace(/^\d+: /, ""));
    if (realm.keepsTicks || !/await|async/.test(code)) assert.equal(comparable(after2), comparable(before2), `${realm.name}: what it does`);
  }
}

// tests/model/program.ts
function random(seed) {
  return (below) => {
    seed = seed + 1831565813 | 0;
    let t = Math.imul(seed ^ seed >>> 15, 1 | seed);
    t = t + Math.imul(t ^ t >>> 7, 61 | t) ^ t;
    return ((t ^ t >>> 14) >>> 0) % below;
  };
}

// tests/transform/random-code.ts
var kinds = ["async", "generator", "async generator"];
function randomCode(seed) {
  const pick = random(seed);
  const one = (values) => values[pick(values.length)];
  let count = 0;
  const made = [];
  const ofKind = (kind) => made.filter((each) => each.kind === kind).map(({ name }) => name);
  function value(kind, depth) {
    const number = String(pick(9));
    if (depth <= 0) return number;
    const inner = () => value(kind, depth - 1);
    const asyncs = ofKind("async");
    const choices = [
      () => number,
      () => `\`\${${inner()}}\``,
      () => `(${inner()}, ${inner()})`,
      () => `[${inner()}, ${inner()}].length`,
      () => `(${inner()} ? ${inner()} : ${inner()})`,
      () => `(${inner()} ${one(["&&", "||", "??", "+", "<"])} ${inner()})`,
      () => `id(${inner()}, ...[${inner()}])`,
      () => `({ [${inner()}]: ${inner()}, get x() { return 1 } }).x`,
      () => `(([a = ${number}, ...b]) => a)([${inner()}])`
    ];
    if (kind !== "generator") {
      const awaited = [
        () => inner(),
        () => `Promise.resolve(${inner()})`,
        () => `T(${inner()})`,
        () => `(async () => { const me = get(); try { return await ${number} } finally { at(me, 'in an arrow') } })()`,
        () => `(async x => await x)(${inner()})`,
        () => asyncs.length > 0 ? `${one(asyncs)}(${inner()})` : "null",
        () => `(async () => { throw 'r${number}' })()`
      ];
      for (let i = 0; i < 6; i++) choices.push(() => `await ${one(awaited)()}`);
    }
    if (kind !== "async") {
      for (let i = 0; i < 4; i++) choices.push(() => `(yield ${inner()})`);
      choices.push(() => "(yield)");
      const generators = ofKind("generator");
      const sources = ["[1, 2]", "I([3, 4])", ...generators.map((name) => `${name}()`)];
      if (kind === "async generator") sources.push("A([5, 6])", "[Promise.resolve(7), T(8)]", ...ofKind("async generator").map((name) => `${name}()`));
      choices.push(() => `(yield* ${one(sources)})`);
    }
    return one(choices)();
  }
  function statements(where, length, depth) {
    return Array.from({ length }, () => `${statement(where, depth)} at(me, ${++count});`).join(" ");
  }
  function statement(where, depth) {
    const { kind, loops } = where;
    const expression = () => value(kind, 2);
    const flat = [
      () => `log(${expression()});`,
      () => `log(${expression()});`,
      () => `{ const { a = ${expression()}, ...b } = { c: ${expression()} }; log(a); }`,
      () => `{ const [a = ${expression()}] = []; log(a); }`,
      () => `if (${expression()}) throw 't${pick(9)}';`,
      () => `if (${value(kind, 1)}) return ${expression()};`,
      () => loops.length > 0 ? `if (${value(kind, 1)}) ${one(["break", "continue"])} ${one(loops)};` : ";",
      () => `class C${++count} extends (${value(kind, 1)}, Object) { [${value(kind, 1)}]() {} static x = () => get(); }`
    ];
    if (depth <= 0) return one(flat)();
    const block = (inside = where) => `{ ${statements(inside, 1 + pick(2), depth - 1)} }`;
    const loop = (make) => {
      const label = `l${++count}`;
      return make(label, block({ ...where, loops: [...loops, label] }));
    };
    const nested = [
      () => `try ${block()} catch (e) ${block()}`,
      () => `try ${block()} catch ({ length = ${value(kind, 1)} }) ${block()}`,
      () => `try ${block()} finally ${block()}`,
      () => `try ${block()} catch { log('caught'); at(me, ${++count}); } finally ${block()}`,
      () => `if (${expression()}) ${block()} else ${block()}`,
      () => `switch (${expression()}) { case ${value(kind, 1)}: at(me, ${++count}); default: ${statements({ ...where }, 1, 0)} }`,
      () => loop((label, body) => `${label}: for (let i = 0; i < 2; i++) ${body}`),
      () => loop((label, body) => `${label}: for (const x of I([${value(kind, 1)}, 2])) ${body}`),
      () => loop((label, body) => `${label}: for (const [x = ${value(kind, 1)}] of [[], [1]]) ${body}`),
      () => one([...ofKind("generator"), "[]"].map((name) => name === "[]" ? () => ";" : () => loop((label, body) => `${label}: for (const x of ${name}()) ${body}`)))(),
      () => `{ let n = 0; ${loop((label, body) => `${label}: do ${body} while (n++ < 1)`)} }`
    ];
    if (kind !== "generator") {
      const sources = ["A([1, 2])", "I([T(3), 4])", "[Promise.resolve(5), 6]", ...[...ofKind("generator"), ...ofKind("async generator")].map((name) => `${name}()`)];
      for (let i = 0; i < 2; i++) {
        nested.push(
          () => loop((label, body) => `${label}: for await (const x of ${one(sources)}) ${body}`),
          () => loop((label, body) => `${label}: for await (const { length = ${value(kind, 1)} } of ${one(sources)}) ${body}`)
        );
      }
    }
    return one([...flat, ...nested, ...nested])();
  }
  const code = ['let fuel = 40; const id = x => { if (fuel-- < 0) throw "fuel"; return x };'];
  for (let i = 0; i < 5; i++) {
    const kind = one(kinds);
    const name = `f${i}`;
    const star2 = kind === "async" ? "" : "*";
    const keyword = kind === "generator" ? "" : "async ";
    const parameters = one(["x, me = get()", "x = get(), me = get(), ...rest", "{ x } = {}, me = get()", "x, me = get(), ...[y]"]);
    const body = `{ at(me, 'start'); id(0); ${statements({ kind, loops: [] }, 2 + pick(3), 3)} }`;
    const forms = [
      `${keyword}function${star2} ${name}(${parameters}) ${body}`,
      `const ${name} = ${keyword}function${star2} (${parameters}) ${body};`,
      `const { ${name} } = { ${keyword}${star2} ${name}(${parameters}) ${body} };`,
      `class C${name} { static ${keyword}${star2} #p(${parameters}) ${body} static run(...args) { return this.#p(...args) } } const ${name} = (...args) => C${name}.run(...args);`
    ];
    if (kind === "async") forms.push(`const ${name} = async (${parameters}) => ${body};`);
    code.push(one(forms));
    made.push({ name, kind });
  }
  for (const { name, kind } of made) {
    const steps = Array.from({ length: 6 }, (_, i) => `['s${i}', '${one(["next", "next", "next", "next", "throw", "return"])}', ${pick(3)}]`);
    const act = "fuel = 40;";
    if (kind === "async") code.push(`${act} await run('c${name}', async () => { try { log(await ${name}(1)) } catch (e) { log(e) } at('c${name}', 'caller') });`);
    else if (kind === "generator") {
      code.push(`${act} { const it = run('c${name}', () => ${name}(1)); for (const [id, how, x] of [${steps}]) run(id, () => { try { log(it[how](x)) } catch (e) { log(e) } at(id, 'caller') }) }`);
    } else {
      code.push(
        `${act} { const it = run('c${name}', () => ${name}(1)); ${pick(2) ? `for (const [id, how, x] of [${steps}]) await` : `await Promise.all([${steps}].map(([id, how, x]) =>`} run(id, async () => { const p = it[how](x); at(id, 'caller'); try { log(await p) } catch (e) { log(e) } at(id, 'caller later') })${code.at(-1) === void 0 ? "" : ""}${"MARK"}`
      );
      const last = code.pop();
      code.push(last.replace("MARK", last.includes("Promise.all([[") ? ")) }" : " }"));
    }
    code.push("at('none', 'main');");
  }
  return code.join("\n");
}

// tests/transform/random.test.ts
var [first, programs] = [Number(process.env["SEED"] ?? 1), Number(process.env["PROGRAMS"] ?? 150)];
test(`${programs} random programs do the same transformed, in the right contexts`, async () => {
  for (let seed = first; seed < first + programs; seed++) {
    const code = randomCode(seed);
    await checkProgram(code, realms).catch((error) => {
      throw new Error(`seed ${seed}: ${error.message}
${error.details ?? ""}
${code}`);
    });
  }
});
test.run();
//# sourceMappingURL=tests-transform-random.test.mjs.map
