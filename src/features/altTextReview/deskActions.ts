import { cancelBatch, runAsBatch } from './batch/batchFlows';
import type { ReviewDesk } from './desk';
import { openReport } from './reports';
import { rootOf } from './scope';

/** Does what a button of a review's page says. */
export async function act(desk: ReviewDesk, action: string): Promise<void> {
  const { services } = desk.runs;
  switch (action) {
    case 'preview':
      return desk.apply(true);
    case 'batch':
      return runAsBatch(desk);
    case 'resumeBatch':
      desk.batch.resume();
      return;
    case 'cancelBatch':
      return cancelBatch(desk);
    case 'look':
      return desk.lookAgain();
    case 'report':
      return openReport(services, {
        findings: desk.checks.findings.all,
        root: rootOf(desk.scope),
        ...desk.checks.findings.counts,
        toolVersion: services.version,
      });
    case 'showLog':
      services.log.show();
      return;
    case 'dismiss':
      desk.say(undefined);
      return;
    default: {
      const target = { connection: desk.review.answeredBy, error: desk.failure };
      if (await services.actions.run(action, target)) {
        await desk.resume();
      }
      await desk.estimate();
    }
  }
}
