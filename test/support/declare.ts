/**
 * Takes a test: what it proves, and what throws when it is not so. Tables of requirements are declared by mocha's `it`;
 * whoever asks them of other graphs, such as one with a planted mistake, takes them otherwise.
 */
export type Declare = (title: string, test: () => void) => void;
