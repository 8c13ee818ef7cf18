/** What the server asks of a password at least; it also knows the common ones. */
export const SHORTEST_PASSWORD = 10;
