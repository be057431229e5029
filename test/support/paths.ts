import path from 'node:path';

/** The project's root folder. */
export const root = path.resolve(__dirname, '../..');

/** Where tests leave what a person may want to look at: logs, pictures, results. */
export const out = path.join(root, 'out');

/** The folder that the demo and most tests open. */
export const demoWorkspace = path.join(root, 'test/workspaces/demo');

/** An extension of the tests' own, whose models VS Code then has; the build puts it there. */
export const modelsExtension = path.join(out, 'models');

/** An extension of the tests' own that does what a test asks; the build puts it there. */
export const driverExtension = path.join(out, 'driver');
