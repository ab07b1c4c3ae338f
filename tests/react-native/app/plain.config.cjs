// The same without the transform: the alias alone, as the page about React Native shows it.
module.exports = config => ({
  ...config,
  resolver: {
    ...config.resolver,
    resolveRequest: (context, name, platform) =>
      context.resolveRequest(context, /^(?:node:)?async_hooks$/.test(name) ? 'asynccontext/async-local-storage' : name, platform),
  },
});
