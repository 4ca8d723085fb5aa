// Compiles the AssemblyScript kernels into one TypeScript file that holds the module as base64, so that the pure
// compositor needs no file access at run time.
