/**
 * A process that runs the test files which the runner hands to it, one run of Mocha for each. What
 * files share, an editor and a browser, lives here from one file to the next.
 */
import { closeShared } from '../shared';
import { follow } from './follow';
import { runMocha } from './mochaRun';

follow({
  async run(files, grep, report) {
    for (const file of files) {
      const begun = performance.now();
      try {
        await runMocha([file], { grep, report });
      } catch (error) {
        const words = error instanceof Error ? (error.stack ?? error.message) : String(error);
        report({ type: 'failed', file, title: `${file} is loaded`, error: words });
      }
      report({ type: 'done', file, milliseconds: performance.now() - begun });
    }
  },
  end: closeShared,
});
