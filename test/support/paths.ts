import path from 'node:path';

/** The project's root folder. */
export const root = path.resolve(__dirname, '../..');

/** Where tests leave what a person may want to look at: logs, pictures, results. */
export const out = path.join(root, 'out');
