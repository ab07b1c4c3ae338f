// Stands for `way` where nothing is to be imported: the ponyfill, which is imported later, and the classic script, which is there.
export {};
