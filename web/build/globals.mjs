// Names that exist without being imported, in the page and in the scripts beside it.
const names = ["document", "window", "location", "localStorage", "crypto", "fetch", "URL", "Buffer", "process", "console"];
export default Object.fromEntries(names.map((name) => [name, "readonly"]));
